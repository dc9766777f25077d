/** Codes of failures that a retry cannot fix. They are part of the record, the events and the API. */
export const PERMANENT_FAILURE_CODES = [
  'UNSUPPORTED_FORMAT',
  'CORRUPT_IMAGE',
  'IMAGE_TOO_LARGE',
  'TOO_MANY_PIXELS',
  'TOO_MANY_FRAMES',
  'EMPTY_OBJECT',
  'PROCESSING_TIMEOUT',
  'SOURCE_NOT_FOUND',
  'SOURCE_ARCHIVED',
  'SOURCE_ENCRYPTED',
] as const;

export type PermanentFailureCode = (typeof PERMANENT_FAILURE_CODES)[number];

/**
 * The base class of every error that Darkroom throws on purpose. `retryable` alone decides what happens to the upload:
 * it is recorded and acknowledged, or returned to the queue.
 */
export abstract class DarkroomError extends Error {
  /** Set explicitly, because the bundles shorten the names of classes. */
  abstract override readonly name: string;
  abstract readonly code: string;
  abstract readonly retryable: boolean;
}

/** The photo itself is the problem. `message` addresses the photographer; it is stored in the record and mailed. */
export class PermanentImageError extends DarkroomError {
  override readonly name = 'PermanentImageError';
  readonly retryable = false;

  constructor(
    readonly code: PermanentFailureCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Another attempt holds this version. The queue retries, and the API returns 409. */
export class VersionHeldError extends DarkroomError {
  override readonly name = 'VersionHeldError';
  readonly code = 'VERSION_HELD';
  readonly retryable = true;
}

/** The claim was taken over, or the image was deleted, while this attempt was at work. */
export class ClaimLostError extends DarkroomError {
  override readonly name = 'ClaimLostError';
  readonly code = 'CLAIM_LOST';
  readonly retryable = true;
}

/** A message does not have the expected shape. It is never recorded; the dead-letter queue keeps it. */
export class MalformedMessageError extends DarkroomError {
  override readonly name = 'MalformedMessageError';
  readonly code = 'MALFORMED_MESSAGE';
  readonly retryable = true;
}

/** A call to an AWS service failed, for a reason that may be temporary. */
export class ServiceError extends DarkroomError {
  override readonly name = 'ServiceError';
  readonly code = 'SERVICE_ERROR';
  readonly retryable = true;
}

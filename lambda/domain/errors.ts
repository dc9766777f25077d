/** Codes of failures that no retry can mend. They are part of the record, the events and the API. */
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
 * The base of every error Darkroom raises on purpose. `retryable` alone decides what becomes of the
 * upload: recorded and acknowledged, or handed back to the queue.
 */
export abstract class DarkroomError extends Error {
  /** Spelled out, because the bundles shorten the names of classes. */
  abstract override readonly name: string;
  abstract readonly code: string;
  abstract readonly retryable: boolean;
}

/** The photo itself is the problem. `message` is written for the photographer, and is stored and mailed. */
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

/** Another attempt holds this version right now. The queue tries again, the API answers 409. */
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

/** A message that is not what its sender promised. It is never recorded; the dead-letter queue keeps it. */
export class MalformedMessageError extends DarkroomError {
  override readonly name = 'MalformedMessageError';
  readonly code = 'MALFORMED_MESSAGE';
  readonly retryable = true;
}

/** An AWS service refused or failed for a reason that may pass. */
export class ServiceError extends DarkroomError {
  override readonly name = 'ServiceError';
  readonly code = 'SERVICE_ERROR';
  readonly retryable = true;
}

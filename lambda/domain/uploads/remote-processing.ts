import {
  ClaimLostError,
  DarkroomError,
  PERMANENT_FAILURE_CODES,
  type PermanentFailureCode,
  PermanentImageError,
  ServiceError,
  VersionHeldError,
} from '../errors';
import type { ImageRecord } from '../image-record';
import type { FocalPoint } from '../previews/focal-point';

/** A request to process the current version of one original now. */
export interface ProcessingRequest {
  /** Key in the source bucket. */
  readonly key: string;
  /** Identifies the attempt. Must be unique. */
  readonly requestId: string;
  /** The point to place the crops around. Crops are made again if it is given. */
  readonly focus?: FocalPoint;
}

/** The response to a `ProcessingRequest`, as JSON. */
export type ProcessingResult =
  | { readonly record: ImageRecord }
  | { readonly error: { readonly code: string; readonly message: string } };

/** Processes photos in the function that has the image library. */
export interface RemoteProcessor {
  /**
   * @param deadline when the caller stops waiting, epoch milliseconds
   * @returns the COMPLETED record
   * @throws PermanentImageError, VersionHeldError, ClaimLostError and ServiceError, as `processNow` does
   * @throws StillProcessingError at the deadline
   */
  process(request: ProcessingRequest, deadline: number): Promise<ImageRecord>;
}

/** The deadline of the caller has passed. Processing continues. */
export class StillProcessingError extends DarkroomError {
  override readonly name = 'StillProcessingError';
  readonly code = 'STILL_PROCESSING';
  readonly retryable = true;
}

/** Runs `process` and converts each DarkroomError into a result. Throws all other errors. */
export async function toProcessingResult(process: () => Promise<ImageRecord>): Promise<ProcessingResult> {
  try {
    return { record: await process() };
  } catch (error) {
    if (!(error instanceof DarkroomError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

/** The record of a result. @throws the error that `toProcessingResult` caught */
export function recordOfResult(result: ProcessingResult): ImageRecord {
  if ('record' in result) return result.record;
  throw errorOf(result.error.code, result.error.message);
}

const isPermanent = (code: string): code is PermanentFailureCode =>
  (PERMANENT_FAILURE_CODES as readonly string[]).includes(code);

function errorOf(code: string, message: string): Error {
  if (isPermanent(code)) return new PermanentImageError(code, message);
  const retryable = [VersionHeldError, ClaimLostError, ServiceError]
    .map((kind) => new kind(message))
    .find((error) => error.code === code);
  return retryable ?? new Error(`The processor returned the unknown error ${code}: ${message}`);
}

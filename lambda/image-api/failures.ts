import { ProcessingStoppedError } from '../domain/brake';
import {
  ClaimLostError,
  type DarkroomError,
  PermanentImageError,
  ServiceError,
  VersionHeldError,
} from '../domain/errors';
import { OriginalNotSearchedError } from '../domain/listing/find-original';
import { InvalidCursorError } from '../domain/listing/image-cursor';
import { StillProcessingError } from '../domain/uploads/remote-processing';
import { UploadTooLargeError } from '../domain/uploads/request-upload';
import type { ErrorCode } from './error-codes';
import { ImageNotFoundError, RouteNotFoundError } from './not-found';
import { NotSignedInError } from './signed-in';
import { InvalidRequestError } from './validation';

/** The status and the body of an error response. */
export interface Failure {
  readonly status: number;
  readonly error: ErrorCode;
  readonly message: string;
}

type Rule = readonly [kind: abstract new (...args: never[]) => DarkroomError, status: number, ErrorCode];

/** Errors whose messages are returned to the client. */
const PUBLIC: readonly Rule[] = [
  [InvalidRequestError, 400, 'INVALID_REQUEST'],
  [InvalidCursorError, 400, 'INVALID_REQUEST'],
  [RouteNotFoundError, 404, 'ROUTE_NOT_FOUND'],
  [ImageNotFoundError, 404, 'IMAGE_NOT_FOUND'],
  [VersionHeldError, 409, 'VERSION_HELD'],
  [OriginalNotSearchedError, 409, 'ORIGINAL_NOT_SEARCHED'],
  [ClaimLostError, 409, 'VERSION_HELD'],
  [UploadTooLargeError, 413, 'IMAGE_TOO_LARGE'],
  [ProcessingStoppedError, 503, 'SERVICE_UNAVAILABLE'],
  [StillProcessingError, 504, 'TIMED_OUT'],
];

const BUSY: Failure = {
  status: 503,
  error: 'SERVICE_UNAVAILABLE',
  message: 'A service that this request depends on is not available. Try again in a moment.',
};

const INTERNAL: Failure = {
  status: 500,
  error: 'INTERNAL_ERROR',
  message: 'An internal error occurred. Try again; if it persists, report the request_id.',
};

/** Converts an error into an HTTP response. The response to an unknown error reveals no internal details. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PermanentImageError) {
    const status = error.code === 'SOURCE_NOT_FOUND' ? 404 : 422;
    return { status, error: error.code, message: error.message };
  }
  if (error instanceof NotSignedInError) return { status: 401, error: error.code, message: error.message };
  for (const [kind, status, code] of PUBLIC) {
    if (error instanceof kind) return { status, error: code, message: error.message };
  }
  return error instanceof ServiceError ? BUSY : INTERNAL;
}

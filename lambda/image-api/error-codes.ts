import { PERMANENT_FAILURE_CODES } from '../domain/errors';

/** Error codes of the API itself. The domain defines the codes of failed images. */
export const API_ERROR_CODES = [
  /** The request does not match the route's schema. 400 */
  'INVALID_REQUEST',
  /** The request is not signed, or its signer has no permission. 403 */
  'ACCESS_DENIED',
  /** The request has no token. 401 */
  'NOT_SIGNED_IN',
  /** The token has expired: get a new one. 401 */
  'TOKEN_EXPIRED',
  /** The token is not valid for this API. 401 */
  'TOKEN_INVALID',
  /** The route does not exist. 404 */
  'ROUTE_NOT_FOUND',
  /** No image has this id. 404 */
  'IMAGE_NOT_FOUND',
  /** Another attempt is processing this version. 409 */
  'VERSION_HELD',
  /** The image has no record, and the bucket has too many keys to search for it. 409 */
  'ORIGINAL_NOT_SEARCHED',
  /** The request limit of the stage is reached. 429 */
  'TOO_MANY_REQUESTS',
  /** An internal error of the API. 500 */
  'INTERNAL_ERROR',
  /** A service that the API depends on failed or throttled the request, or processing is stopped. 503 */
  'SERVICE_UNAVAILABLE',
  /** The response would take longer than API Gateway waits. 504 */
  'TIMED_OUT',
] as const;

export const ERROR_CODES = [...API_ERROR_CODES, ...PERMANENT_FAILURE_CODES] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

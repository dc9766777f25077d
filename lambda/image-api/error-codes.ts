import { PERMANENT_FAILURE_CODES } from '../domain/errors';

/** Codes that only the API answers with; those of failed images are the domain's own. */
export const API_ERROR_CODES = [
  /** The request is not what the route takes. 400 */
  'INVALID_REQUEST',
  /** Not signed, or not by anybody who may. 403 */
  'ACCESS_DENIED',
  /** There is no such route. 404 */
  'ROUTE_NOT_FOUND',
  /** No image has this id. 404 */
  'IMAGE_NOT_FOUND',
  /** Another attempt is at work on this version. 409 */
  'VERSION_HELD',
  /** The stage's limit of requests is reached. 429 */
  'TOO_MANY_REQUESTS',
  /** Our fault. 500 */
  'INTERNAL_ERROR',
  /** A service under the API refused for the moment. 503 */
  'SERVICE_UNAVAILABLE',
  /** API Gateway stopped waiting. 504 */
  'TIMED_OUT',
] as const;

export const ERROR_CODES = [...API_ERROR_CODES, ...PERMANENT_FAILURE_CODES] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

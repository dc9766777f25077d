import type { ResponseObject, ResponsesObject } from 'openapi3-ts/oas30';
import { type SchemaName, schemaRef } from './component-schemas';
import { errorExample } from './examples';

/** One documented response. It is inline, because API Gateway does not resolve references to responses. */
export const response = (description: string, schema: SchemaName, example: object): ResponseObject => ({
  description,
  content: { 'application/json': { schema: schemaRef(schema), example } },
});

const failure = (
  description: string,
  error: Parameters<typeof errorExample>[0],
  message: string,
): ResponseObject => response(description, 'Error', errorExample(error, message));

const FAILURES = {
  400: failure(
    'The request does not match the schema of this route.',
    'INVALID_REQUEST',
    'image_key must be the key of an object under uploads/, not of a folder.',
  ),
  403: failure(
    'The request is not signed, or its signer has no permission.',
    'ACCESS_DENIED',
    'Sign the request with AWS Signature Version 4, as a principal that may call this API.',
  ),
  404: failure(
    'There is no such image.',
    'IMAGE_NOT_FOUND',
    'No image has the id 0b1d6c7a5e4f48d2a3c9e1f0726b8d54.',
  ),
  409: failure(
    'Another attempt is processing this version. Try again in a moment.',
    'VERSION_HELD',
    'Another attempt is at work on uploads/alice/harbour.jpg (version 3sL4kqtJlcpXroDTDmJ_rmSpXd3dIbrHY).',
  ),
  413: failure(
    'The photo is larger than this environment accepts.',
    'IMAGE_TOO_LARGE',
    'size is 20000000 bytes; at most 10485760 bytes are taken.',
  ),
  422: failure(
    'The photo cannot be processed. `error` is the code of the failure, as in the record.',
    'CORRUPT_IMAGE',
    'The file ends before the image does. Upload it again.',
  ),
  429: failure(
    'Too many requests. Try again in a moment.',
    'TOO_MANY_REQUESTS',
    'Too many requests. Try again in a moment.',
  ),
  500: failure('An internal error.', 'INTERNAL_ERROR', 'An internal error occurred. Try again.'),
  503: failure(
    'A service that this API depends on is not available. Try again in a moment.',
    'SERVICE_UNAVAILABLE',
    'A service that this request depends on is not available. Try again in a moment.',
  ),
  504: failure(
    'The response takes longer than API Gateway waits. `POST /process` continues to process the photo.',
    'TIMED_OUT',
    'The response takes too long. Try again in a moment.',
  ),
} satisfies ResponsesObject;

/** The response of routes for people who are signed in, if the token is missing or not valid. */
export const NOT_SIGNED_IN = failure(
  'The request has no token, or one that is not valid. `error` and `message` say why.',
  'TOKEN_EXPIRED',
  'The token expired at 2026-01-01T00:00:00.000Z. Get a new one, and send the request again.',
);

/** The statuses that API Gateway can return for every route, without calling the function. */
export const GATEWAY_STATUSES = [403, 429, 504] as const;

export const TOO_MANY_REQUESTS: ResponsesObject = { 429: FAILURES[429] };

type FailureStatus = keyof typeof FAILURES;

/** The errors that a route can return, and those that API Gateway adds to every route. */
export function failures(...statuses: FailureStatus[]): ResponsesObject {
  const all: FailureStatus[] = [...statuses, 500, ...GATEWAY_STATUSES];
  return Object.fromEntries(all.sort().map((status) => [String(status), FAILURES[status]]));
}

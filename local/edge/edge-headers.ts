import type { ResponseHeadersPolicy } from '../../plan/topology/cloudfront-policies';
import type { EdgeResponse, ViewerRequest } from './viewer-request';

/** A response with the headers that a policy adds. */
export function withPolicy(
  response: EdgeResponse,
  { headers, cors }: ResponseHeadersPolicy,
  request: ViewerRequest,
): EdgeResponse {
  const origin = request.headers.origin?.[0];
  const isAdmitted = cors && origin && (cors.origins.includes('*') || cors.origins.includes(origin));
  const allowed = cors?.origins.includes('*') ? '*' : origin;
  const vary = [response.headers.vary, cors && allowed !== '*' ? 'Origin' : undefined].filter(Boolean);
  return {
    ...response,
    headers: {
      ...response.headers,
      ...headers,
      ...(vary.length > 0 && { vary: vary.join(', ') }),
      ...(isAdmitted && allowed && { 'access-control-allow-origin': allowed }),
    },
  };
}

/** The response to a browser that has the object already: no body. */
export function ifChanged(response: EdgeResponse, request: ViewerRequest): EdgeResponse {
  const { etag } = response.headers;
  const known = request.headers['if-none-match']?.flatMap((value) => value.split(',')) ?? [];
  if (response.status !== 200 || !etag || !known.some((each) => each.trim() === etag)) return response;
  const { 'content-length': _, ...headers } = response.headers;
  return { status: 304, headers, body: Buffer.alloc(0) };
}

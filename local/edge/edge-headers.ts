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

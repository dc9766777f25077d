import { parseRange } from '../s3/body/byte-range';
import { S3Error } from '../s3/errors';
import { type EdgeResponse, emptyResponse, errorResponse, type ViewerRequest } from './viewer-request';

/**
 * The part of a complete object that a viewer needs: none if it has the object already, one range of bytes, or all.
 * Sources: Amazon CloudFront Developer Guide, "Range GETs"; RFC 9110, sections 13 and 14.
 */
export function partOf(response: EdgeResponse, request: ViewerRequest): EdgeResponse {
  if (response.status !== 200) return response;
  if (isUnchanged(response, request)) {
    const { 'content-length': _, ...headers } = response.headers;
    return { ...emptyResponse(304), headers };
  }
  const complete = { ...response, headers: { ...response.headers, 'accept-ranges': 'bytes' } };
  return request.method === 'GET' && isOfSameObject(response, request)
    ? rangeOf(complete, request.headers.range?.[0])
    : complete;
}

/** `If-Modified-Since` is ignored if there is an `If-None-Match`. */
function isUnchanged({ headers }: EdgeResponse, { headers: asked }: ViewerRequest): boolean {
  const tags = asked['if-none-match']?.flatMap((value) => value.split(','));
  if (tags) return tags.some((tag) => isSameTag(tag.trim(), headers.etag));
  const since = Date.parse(asked['if-modified-since']?.[0] ?? '');
  return Date.parse(headers['last-modified'] ?? '') <= since;
}

const isSameTag = (tag: string, etag: string | undefined): boolean =>
  etag !== undefined && (tag === '*' || tag.replace(/^W\//, '') === etag.replace(/^W\//, ''));

/** `If-Range` requests the complete object if it has changed since the viewer received a part of it. */
function isOfSameObject({ headers }: EdgeResponse, { headers: asked }: ViewerRequest): boolean {
  const known = asked['if-range']?.[0];
  return known === undefined || known === headers.etag || known === headers['last-modified'];
}

function rangeOf(response: EdgeResponse, asked: string | undefined): EdgeResponse {
  const { headers, body } = response;
  try {
    const range = parseRange(asked, body.length);
    if (!range) return response;
    const { first, last } = range;
    const part = body.subarray(first, last + 1);
    return {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(part.length),
        'content-range': `bytes ${first}-${last}/${body.length}`,
      },
      body: part,
    };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const refusal = errorResponse(416, error.code, error.message);
    return { ...refusal, headers: { ...refusal.headers, 'content-range': `bytes */${body.length}` } };
  }
}

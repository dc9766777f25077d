/* global FORMATS */

/**
 * The CloudFront Function in front of the previews (viewer request, JavaScript runtime 2.0). An address without an
 * extension, `/previews/<imageId>/<version>/<preset>`, gets the extension of the first format that the request's
 * `Accept` header names. The cache key is the path that results, so a cache keeps one object for each format.
 *
 * `edge-code.ts` puts `FORMATS` before this text: for each preset, the extensions of its files, best first.
 */

/** Every browser shows these, so no `Accept` header needs to name them. */
const SHOWN_BY_ALL = ['jpg', 'png', 'gif'];
const PREVIEW = /^\/previews\/[^/]+\/[^/]+\/([^/]+)$/;
const NOT_FOUND = { statusCode: 404, statusDescription: 'Not Found' };

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  const match = PREVIEW.exec(request.uri);
  // Nothing but previews is served: S3 would answer `/` with the names of all objects.
  if (!match) return NOT_FOUND;
  const extensions = FORMATS[match[1]];
  if (typeof extensions === 'string') {
    request.uri += `.${bestOf(extensions.split(' '), acceptOf(request.headers))}`;
  }
  return request;
}

/** The first extension that every browser shows or the request accepts, else the last one. */
function bestOf(extensions, accept) {
  for (let i = 0; i < extensions.length - 1; i += 1) {
    const extension = extensions[i];
    if (SHOWN_BY_ALL.indexOf(extension) >= 0 || accepts(accept, `image/${extension}`)) return extension;
  }
  return extensions[extensions.length - 1];
}

/** Whether an `Accept` header names a type, without a quality of 0. */
function accepts(accept, type) {
  const ranges = accept.split(',');
  for (let i = 0; i < ranges.length; i += 1) {
    const parts = ranges[i].split(';');
    if (parts[0].trim() === type) return !/;\s*q\s*=\s*0(\.0*)?\s*(;|$)/.test(ranges[i]);
  }
  return false;
}

function acceptOf(headers) {
  const header = headers.accept;
  if (!header) return '';
  const values = header.multiValue || [header];
  return values
    .map((each) => each.value)
    .join(',')
    .toLowerCase();
}

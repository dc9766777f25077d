/* global FORMATS */

/**
 * The CloudFront Function for requests of viewers (viewer request, JavaScript runtime 2.0). It adds an extension to
 * URLs without one, `/previews/<imageId>/<version>/<preset>`: that of the first format in the `Accept` header of the
 * request. The resulting path is the cache key, so a cache stores one object for each format.
 *
 * `edge-code.ts` inserts `FORMATS` before this code: the extensions of the files of each preset, best first.
 */

/** All browsers show these formats, so the `Accept` header does not need to contain them. */
const SHOWN_BY_ALL = ['jpg', 'png', 'gif'];
const PREVIEW = /^\/previews\/[^/]+\/[^/]+\/([^/]+)$/;
const NOT_FOUND = { statusCode: 404, statusDescription: 'Not Found' };

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  const match = PREVIEW.exec(request.uri);
  // Only previews are served. For `/`, S3 would return the names of all objects.
  if (!match) return NOT_FOUND;
  const extensions = FORMATS[match[1]];
  if (typeof extensions === 'string') {
    request.uri += `.${bestOf(extensions.split(' '), acceptOf(request.headers))}`;
  }
  return request;
}

/** The first extension that all browsers show or that the request accepts, otherwise the last one. */
function bestOf(extensions, accept) {
  for (let i = 0; i < extensions.length - 1; i += 1) {
    const extension = extensions[i];
    if (SHOWN_BY_ALL.indexOf(extension) >= 0 || accepts(accept, `image/${extension}`)) return extension;
  }
  return extensions[extensions.length - 1];
}

/** Whether an `Accept` header contains a type without a quality of 0. */
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

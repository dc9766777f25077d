import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../body/body-files';
import { parseRange } from '../body/byte-range';
import { checksumHeaders } from '../body/checksums';
import { notImplemented, S3Error } from '../errors';
import {
  describedHeaders,
  isArchived,
  STORED_HEADERS,
  storageClassOf,
  toHeaderBytes,
} from '../object-description';
import { checkReadConditions, READ_CONDITIONS } from '../preconditions';
import type { S3Request } from '../s3-request';
import type { ObjectVersion } from '../stored-object';
import type { ObjectCall } from './call';
import { findObject, httpDate, quoted, versionHeader } from './object-lookup';

/** GetObject and HeadObject, which differ only in the body. */
export async function getObject(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  if (request.query.has('partNumber')) throw notImplemented('reading one part of an object by partNumber');
  const version = findObject(store, bucket, key, request.query.get('versionId') ?? undefined);
  const identity = {
    ETag: quoted(version.eTag),
    'Last-Modified': httpDate(version.lastModified),
    ...versionHeader(bucket, version.versionId),
  };
  if (checkReadConditions(request, version, READ_CONDITIONS) === 'not-modified') {
    throw new S3Error('NotModified', { headers: identity });
  }
  if (request.method === 'GET' && isArchived(version)) {
    throw new S3Error('InvalidObjectState', { details: { StorageClass: storageClassOf(version) } });
  }
  const range = parseRange(request.header('range'), version.size);
  response.writeHead(range ? 206 : 200, {
    'Accept-Ranges': 'bytes',
    ...describedHeaders(version),
    ...overrides(request),
    ...identity,
    ...sizeHeaders(version, range),
    ...checksumsFor(request, version, range),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(store.bodies.read(version.file, range), response);
}

/** The headers of the response that the URL sets, such as `response-content-type`. */
function overrides({ query }: S3Request): Record<string, string> {
  const chosen = STORED_HEADERS.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, toHeaderBytes(value)]];
  });
  return Object.fromEntries(chosen);
}

function sizeHeaders({ size }: ObjectVersion, range: ByteRange | undefined): Record<string, string | number> {
  if (!range) return { 'Content-Length': size };
  return {
    'Content-Length': range.last - range.first + 1,
    'Content-Range': `bytes ${range.first}-${range.last}/${size}`,
  };
}

/** The checksum is that of the complete object, so a range has none. */
function checksumsFor(request: S3Request, version: ObjectVersion, range: ByteRange | undefined) {
  const asked = request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return asked && !range ? checksumHeaders(version.checksum) : {};
}

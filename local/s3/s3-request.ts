import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors';
import type { RequestOrigin } from './store/s3-event';

/** Source: S3 User Guide, "Naming Amazon S3 objects". */
const MAX_KEY_BYTES = 1024;
const BUCKET_IN_HOST = /^([a-z0-9][a-z0-9.-]*?)(?:\.s3)?\.localhost(?::\d+)?$/;

/** A request as S3 understands it: its bucket, its key and its parameters. */
export interface S3Request extends RequestOrigin {
  readonly incoming: IncomingMessage;
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  /** Absent in a request to the service itself. */
  readonly bucket?: string;
  /** Plain text, decoded once; absent in a request to the bucket itself. */
  readonly key?: string;
  /** A header's text. Presigned URLs may carry `x-amz-*` headers in their query. */
  header(name: string): string | undefined;
}

/** @throws S3Error `InvalidURI`, `KeyTooLongError` */
export function parseRequest(incoming: IncomingMessage): S3Request {
  const { rawPath, query } = splitUrl(incoming.url ?? '/');
  return {
    incoming,
    method: incoming.method ?? 'GET',
    rawPath,
    query,
    ...resourceOf(rawPath, incoming.headers.host),
    header: (name) =>
      headerText(incoming, name) ?? (name.startsWith('x-amz-') ? inQuery(query, name) : undefined),
    requestId: randomBytes(8).toString('hex').toUpperCase(),
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}

export function splitUrl(url: string): { readonly rawPath: string; readonly query: URLSearchParams } {
  const mark = url.indexOf('?');
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  return { rawPath, query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) };
}

/** Node.js reads header bytes as Latin-1, but clients send UTF-8. */
function headerText(incoming: IncomingMessage, name: string): string | undefined {
  return incoming.headersDistinct[name]
    ?.map((text) => Buffer.from(text, 'latin1').toString('utf8'))
    .join(',');
}

function inQuery(query: URLSearchParams, name: string): string | undefined {
  return [...query].find(([parameter]) => parameter.toLowerCase() === name)?.[1];
}

/**
 * The bucket and the key of `/bucket/key`, or of `/key` at the host `bucket.localhost` or `bucket.s3.localhost`. A URL
 * parser is not used, because it would resolve the dots that keys may contain.
 * @throws S3Error `InvalidURI`, `KeyTooLongError`
 */
export function resourceOf(rawPath: string, host: string | undefined): { bucket?: string; key?: string } {
  const virtual = BUCKET_IN_HOST.exec(host ?? '')?.[1];
  const inHost = virtual === 's3' ? undefined : virtual;
  const path = rawPath.slice(1);
  const slash = path.indexOf('/');
  const rawBucket = slash < 0 ? path : path.slice(0, slash);
  const rawKey = slash < 0 ? '' : path.slice(slash + 1);
  const bucket = inHost ?? decode(rawBucket);
  const key = decode(inHost ? path : rawKey);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', { details: { MaxSizeAllowed: String(MAX_KEY_BYTES) } });
  }
  return { ...(bucket && { bucket }), ...(key && { key }) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}

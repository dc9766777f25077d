import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { reply } from '../foundation/http';

const gzipped = promisify(gzip);
/** Compression does not make smaller responses shorter. */
const MIN_BYTES_TO_COMPRESS = 1_024;

/** A file in memory, plain and compressed. */
export interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
  readonly compressed: Buffer;
  readonly eTag: string;
}

export async function assetOf(contentType: string, body: Buffer): Promise<Asset> {
  const eTag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  return { contentType, body, compressed: await gzipped(body, { level: 9 }), eTag };
}

const takesGzip = (request: IncomingMessage): boolean =>
  String(request.headers['accept-encoding'] ?? '').includes('gzip');

/** Sends an asset, or 304 when the browser has it already. */
export function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  const caching = { etag: asset.eTag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
  if (request.headers['if-none-match'] === asset.eTag) {
    response.writeHead(304, caching).end();
    return;
  }
  const compress = takesGzip(request);
  const headers = {
    ...caching,
    'content-type': asset.contentType,
    ...(compress && { 'content-encoding': 'gzip' }),
  };
  reply(response, { status: 200, headers, body: compress ? asset.compressed : asset.body });
}

/** Sends JSON that must not be cached, compressed where the client accepts it. */
export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: object,
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(value));
  const compress = takesGzip(request) && plain.length >= MIN_BYTES_TO_COMPRESS;
  const body = compress ? await gzipped(plain, { level: 1 }) : plain;
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(compress && { 'content-encoding': 'gzip' }),
  };
  reply(response, { status, headers, body });
}

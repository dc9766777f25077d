import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipped = promisify(gzip);
/** Below this a compressed answer is no shorter on the wire. */
const SMALLEST_TO_COMPRESS = 1_024;

/** Something in memory that is served as it is. */
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

/** Serves an asset, or 304 when the browser has it already. */
export function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
  response.setHeader('etag', asset.eTag);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === asset.eTag) {
    response.writeHead(304).end();
    return;
  }
  send(request, response, 200, asset.contentType, takesGzip(request) ? asset.compressed : asset.body, {
    ...(takesGzip(request) && { 'content-encoding': 'gzip' }),
  });
}

/** Serves what is different each time. */
export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: object,
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(value));
  const compress = takesGzip(request) && plain.length >= SMALLEST_TO_COMPRESS;
  const body = compress ? await gzipped(plain, { level: 1 }) : plain;
  send(request, response, status, 'application/json', body, {
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(compress && { 'content-encoding': 'gzip' }),
  });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

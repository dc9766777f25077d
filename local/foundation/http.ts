import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** Above every limit of the services whose requests are read whole: DynamoDB takes 16 MiB. */
const MAX_BODY_BYTES = 17 * 1024 * 1024;

/** A complete HTTP response. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export class BodyTooLargeError extends Error {}

/** @throws BodyTooLargeError */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES)
      throw new BodyTooLargeError(`The request is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Only the headers named, where present. */
export function pick(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(names.filter((name) => headers[name]).map((name) => [name, headers[name]]));
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Sends a complete response. Node.js leaves the body out for HEAD requests. */
export function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  const kept = Object.entries(headers).filter(
    ([name, value]) => value !== undefined && !HOP_BY_HOP.has(name),
  );
  // The response to a HEAD request that is passed on has a length and no body.
  const length = body.length > 0 ? body.length : (headers['content-length'] ?? 0);
  response.writeHead(status, { ...Object.fromEntries(kept), 'content-length': length });
  response.end(body);
}

export function replyJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { 'content-type': 'application/json' };
  reply(response, { status, headers, body: Buffer.from(JSON.stringify(value)) });
}

/** Sends an error in the form of AWS's JSON protocols. */
export function replyError(response: ServerResponse, status: number, code: string, message: string): void {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  reply(response, { status, headers, body: Buffer.from(JSON.stringify({ __type: code, message })) });
}

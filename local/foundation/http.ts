import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Above the limits of all services whose requests are read completely: DynamoDB takes 16 MiB. */
const MAX_BODY_BYTES = 17 * 1024 * 1024;

/** A complete HTTP response. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The used parts of an injected response (light-my-request). */
interface InjectedResponse {
  readonly statusCode: number;
  readonly headers: OutgoingHttpHeaders;
  readonly rawPayload: Buffer;
}

export const httpResponseOf = ({ statusCode, headers, rawPayload }: InjectedResponse): HttpResponse => ({
  status: statusCode,
  headers: headers as IncomingHttpHeaders,
  body: rawPayload,
});

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

/** The named headers that are present. */
export function pickHeaders(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(names.filter((name) => headers[name]).map((name) => [name, headers[name]]));
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

interface CompleteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Sends a complete response. Node.js omits the body for HEAD requests, and adds the length of an empty body. */
export function reply(response: ServerResponse, { status, headers, body }: CompleteResponse): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value);
  }
  // The forwarded response to a HEAD request has a length and no body.
  if (body.length > 0) response.setHeader('content-length', body.length);
  response.statusCode = status;
  response.end(body);
}

export function replyJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  contentType = 'application/json',
): void {
  const headers = { 'content-type': contentType };
  reply(response, { status, headers, body: Buffer.from(JSON.stringify(value)) });
}

/** Sends an error in the form of AWS's JSON protocols. */
export function replyError(response: ServerResponse, status: number, code: string, message: string): void {
  replyJson(response, status, { __type: code, message }, 'application/x-amz-json-1.0');
}

/** The same in Lambda's protocol, which names the code in a header, too. */
export function replyRestError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  response.setHeader('x-amzn-errortype', code);
  replyError(response, status, code, message);
}

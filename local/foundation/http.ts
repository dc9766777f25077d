import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';

/** Above every limit of the services that are read whole: DynamoDB takes 16 MiB. */
const MOST_BYTES = 17 * 1024 * 1024;

const agent = new Agent({ keepAlive: true });

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
    if (bytes > MOST_BYTES) throw new BodyTooLargeError(`The request is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Posts to one of the embedded servers. */
export function post(url: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', agent, headers }, (response) => {
      readBody(response).then(
        (answered) =>
          resolve({ status: response.statusCode ?? 502, headers: response.headers, body: answered }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Only the headers named, where present. */
export function pick(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(names.filter((name) => headers[name]).map((name) => [name, headers[name]]));
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

export function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name)) response.setHeader(name, value);
  }
  response.setHeader('content-length', body.length);
  response.end(body);
}

/** An error in the form AWS's JSON protocols have it. */
export function replyError(response: ServerResponse, status: number, code: string, message: string): void {
  const body = Buffer.from(JSON.stringify({ __type: code, message }));
  reply(response, { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body });
}

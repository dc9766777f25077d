import type { ServerResponse } from 'node:http';
import type { S3Error } from './errors';
import type { S3Request } from './s3-request';
import { toXml, type XmlElement } from './xml';

type Headers = Readonly<Record<string, string | number>>;

export function sendXml(
  response: ServerResponse,
  root: string,
  content: XmlElement,
  headers: Headers = {},
): void {
  send(response, 200, toXml(root, content), headers);
}

export function sendEmpty(response: ServerResponse, status: 200 | 204, headers: Headers = {}): void {
  response.writeHead(status, headers).end();
}

/** Sends S3's error document. Responses to HEAD, and 304, have no body. */
export function sendError(
  request: Pick<S3Request, 'method' | 'rawPath' | 'requestId'>,
  response: ServerResponse,
  error: S3Error,
): void {
  const { code, message, status, details, headers } = error;
  if (request.method === 'HEAD' || status === 304) {
    response.writeHead(status, headers).end();
    return;
  }
  const content = {
    Code: code,
    Message: message,
    ...details,
    Resource: request.rawPath,
    RequestId: request.requestId,
  };
  send(response, status, toXml('Error', content, { namespace: false }), headers);
}

function send(response: ServerResponse, status: number, xml: string, headers: Headers): void {
  const body = Buffer.from(xml, 'utf8');
  response
    .writeHead(status, { 'Content-Type': 'application/xml', 'Content-Length': body.length, ...headers })
    .end(body);
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createConsole } from '../../../local/console/server';
import { FakeTwin } from './fake-twin';

export interface FakeServers {
  readonly twin: FakeTwin;
  /** Where the console is, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface FakeServersOptions {
  /** See FakeTwin. */
  readonly pace?: number;
  /** 0 or absent for any free one. */
  readonly port?: number;
}

/** The console with the API on one port and a bucket on another, as the twin has them. */
export async function startFakeServers({
  pace = 0,
  port = 0,
}: FakeServersOptions = {}): Promise<FakeServers> {
  const bucket = createServer((request, response) => void acceptPut(twin, request, response));
  const twin = new FakeTwin(await listen(bucket, 0), pace);
  const console_ = await createConsole(twin);
  const front = createServer(async (request, response) => {
    if (await console_.handle(request, response)) return;
    await callApi(twin, request, response);
  });
  const url = await listen(front, port);
  return {
    twin,
    url,
    async close() {
      console_.close();
      await Promise.all([bucket, front].map(stop));
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function acceptPut(twin: FakeTwin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-methods', 'PUT');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  if (request.method !== 'PUT') {
    response.writeHead(204).end();
    return;
  }
  const [, , ...key] = decodeURIComponent(request.url ?? '').split('/');
  const bytes = await buffer(request);
  response.writeHead(200).end();
  await twin.accept(key.join('/'), bytes);
}

/** Calls the handler of the API, as API Gateway does. */
async function callApi(twin: FakeTwin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://console');
  const [, id] = /^\/api\/images\/([^/]+)$/.exec(url.pathname) ?? [];
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: request.method ?? 'GET',
    path: url.pathname,
    resource: id ? '/images/{image_id}' : url.pathname.replace(/^\/api/, ''),
    headers: {},
    pathParameters: id ? { image_id: id } : null,
    queryStringParameters: Object.fromEntries(url.searchParams),
    body: await text(request),
    isBase64Encoded: false,
  };
  const { statusCode, headers, body } = await twin.api(event as APIGatewayProxyEvent, {
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => 29_000,
  });
  response.writeHead(statusCode, headers as Record<string, string>).end(body);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody, replyError } from './gateway/http';
import { serviceOf, serviceOfForm } from './gateway/service-of';

/** Answers requests to one service, whose body was read already. */
export type ServiceFront = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<void>;

/** What stands behind the gateway. S3 reads its bodies itself, for they may be large. */
export interface Services {
  readonly s3: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** By the name that requests are signed for. */
  readonly others: Readonly<Record<string, ServiceFront>>;
}

/** Names under which this machine reaches itself, a bucket's own included (`<bucket>.localhost`). */
const OWN_HOST = /^((.+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * The one endpoint of all AWS services.
 * @param services undefined until everything is up
 */
export function createGateway(services: () => Services | undefined): Server {
  const server = createServer((request, response) => {
    route(request, response, services()).catch((error: unknown) => answerFailure(response, error));
  });
  // Long polls and large uploads take their time; the clients have time limits of their own.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  return server;
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services | undefined,
): Promise<void> {
  // A page in a browser could otherwise reach the twin under a name that it made resolve to loopback.
  if (!OWN_HOST.test(request.headers.host ?? '')) {
    return replyError(response, 403, 'AccessDenied', `The twin does not answer for ${request.headers.host}.`);
  }
  if (!services) return replyError(response, 503, 'ServiceUnavailable', 'The twin is still starting.');
  const addressed = { headers: request.headers, url: request.url ?? '/' };
  const service = serviceOf(addressed);
  if (service === 's3') return services.s3(request, response);
  const body = await readBody(request);
  const named = service === 'query' ? serviceOfForm(body.toString()) : service;
  const front = services.others[named];
  if (front) return front(request, response, body);
  const known = ['s3', ...Object.keys(services.others)].join(', ');
  replyError(response, 501, 'UnknownService', `The local twin has no ${named}; it has ${known}.`);
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
  } else if (error instanceof BodyTooLargeError) {
    replyError(response, 413, 'RequestEntityTooLarge', error.message);
  } else if (error instanceof SyntaxError) {
    replyError(response, 400, 'SerializationException', error.message);
  } else {
    replyError(response, 500, 'InternalFailure', error instanceof Error ? error.message : String(error));
  }
}

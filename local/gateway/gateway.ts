import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import inject from 'light-my-request';
import { browserRefusal } from '../foundation/browser-guard';
import { TWIN_CREDENTIALS } from '../foundation/clients';
import { messageOf } from '../foundation/error-message';
import {
  BodyTooLargeError,
  type HttpResponse,
  httpResponseOf,
  readBody,
  replyError,
} from '../foundation/http';
import type { InProcessRequest } from '../foundation/in-process-request';
import { PendingWork } from '../foundation/pending-work';
import { s3TargetOf } from '../s3/s3-target';
import { credentialScopeOf, operationNamed, serviceOf, serviceOfForm } from './service-of';

/** Handles requests to one service. Their bodies are already read. */
export type ServiceFront = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<void>;

/** The services behind the gateway. S3 reads its bodies itself, because they may be large. */
export interface Services {
  readonly s3: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** By the name that requests are signed for. */
  readonly others: Readonly<Record<string, ServiceFront>>;
}

/** One call to the AWS endpoint, reported when it begins and again with its response. */
export interface WatchedCall {
  readonly service: string;
  /** As AWS calls it: `GetObject`, `UpdateItem`; empty where the request does not say. */
  readonly operation: string;
  /** Of S3 alone. */
  readonly bucket?: string;
  readonly key?: string;
  /** Empty for S3, whose bodies are not read here. */
  readonly body: Buffer;
  readonly accessKeyId: string | undefined;
  /** HTTP status of the response; undefined when the call begins. */
  readonly status?: number;
}

export type CallWatcher = (call: WatchedCall) => void;

/** Signature Version 4 in the header. A web page cannot send it without a preflight, which fails here. */
const SIGNED = /^AWS4-HMAC-SHA256 Credential=/;
const UNSIGNED =
  'The request is not signed. Sign it with Signature Version 4; any access key works here, with its own id as the secret.';

/** Services with state on disk: their calls in progress must end before the twin stops. */
const STATEFUL = ['s3', 'dynamodb'];

/** The one endpoint of all AWS services. */
export class Gateway {
  readonly server: Server;
  private services: Services | undefined;
  private isClosing = false;
  private readonly pending = new PendingWork();
  private readonly watchers: CallWatcher[] = [];

  constructor() {
    this.server = createServer((request, response) => this.answer(request, response));
    // Long polls and large uploads take their time; the clients have time limits of their own.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 60_000;
  }

  /** Starts to route requests to these services. */
  open(services: Services): void {
    this.services = services;
  }

  /** Reports every later call. */
  watch(watcher: CallWatcher): void {
    this.watchers.push(watcher);
  }

  /** Sends a request of the twin itself, without a socket. */
  async request({
    service,
    method = 'POST',
    path = '/',
    headers,
    body,
  }: InProcessRequest): Promise<HttpResponse> {
    const response = await inject(
      (request, answer) => this.answer(withDistinctHeaders(request as IncomingMessage), answer),
      {
        method,
        url: path,
        headers: { ...headers, authorization: ownAuthorization(service) },
        ...(body !== undefined && { payload: body }),
      },
    );
    return httpResponseOf(response);
  }

  /** Accepts only the twin's own calls from now on. Calls in progress are cut off after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.isClosing = true;
    await Promise.race([this.pending.settle(), sleep(graceMs)]);
    this.server.closeAllConnections();
    await Promise.race([this.pending.settle(), sleep(graceMs)]);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.route(request, response).catch((error: unknown) => answerFailure(response, error));
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = { headers: request.headers, url: request.url ?? '/' };
    const service = serviceOf(address);
    const refusal = browserRefusal(request.headers, service === 's3');
    if (refusal) return replyError(response, 403, 'AccessDenied', refusal);
    if (service !== 's3' && !SIGNED.test(request.headers.authorization ?? '')) {
      return replyError(response, 403, 'MissingAuthenticationToken', UNSIGNED);
    }
    const isOwn = credentialScopeOf(address)?.accessKeyId === TWIN_CREDENTIALS.accessKeyId;
    if (!this.services || (this.isClosing && !isOwn)) {
      const message = `The twin is ${this.isClosing ? 'stopping' : 'still starting'}.`;
      return replyError(response, 503, 'ServiceUnavailable', message);
    }
    const watch = (named: string, body: Buffer) => this.report(named, request, response, body);
    const answering = dispatch(service, request, response, this.services, watch);
    return STATEFUL.includes(service) ? this.pending.follow(answering) : answering;
  }

  private report(service: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    if (this.watchers.length === 0) return;
    const call = watchedCall(service, request, body);
    for (const watcher of this.watchers) watcher(call);
    response.once('finish', () => {
      for (const watcher of this.watchers) watcher({ ...call, status: response.statusCode });
    });
  }
}

/** Adds a property that S3 reads and injected requests lack. */
const withDistinctHeaders = (request: IncomingMessage): IncomingMessage =>
  Object.assign(request, {
    headersDistinct: Object.fromEntries(
      Object.entries(request.headers).map(([name, text]) => [name, [String(text)]]),
    ),
  });

/** Names the caller and the service. The date, the region and the signature are not checked. */
const ownAuthorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=${TWIN_CREDENTIALS.accessKeyId}/20000101/us-east-1/${service}/aws4_request`;

function watchedCall(service: string, request: IncomingMessage, body: Buffer): WatchedCall {
  const { headers, method = 'GET', url = '/' } = request;
  const accessKeyId = credentialScopeOf({ headers, url })?.accessKeyId;
  if (service !== 's3') return { service, operation: operationNamed(headers), body, accessKeyId };
  const { operation = '', bucket, key } = s3TargetOf({ method, url, headers });
  return { service, operation, body, accessKeyId, ...(bucket && { bucket }), ...(key && { key }) };
}

const NO_BODY = Buffer.alloc(0);

async function dispatch(
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
  watch: (service: string, body: Buffer) => void,
): Promise<void> {
  if (service === 's3') {
    watch(service, NO_BODY);
    return services.s3(request, response);
  }
  const body = await readBody(request);
  const named = service === 'query' ? serviceOfForm(body.toString()) : service;
  const front = services.others[named];
  if (front) {
    watch(named, body);
    return front(request, response, body);
  }
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
    replyError(response, 500, 'InternalFailure', messageOf(error));
  }
}

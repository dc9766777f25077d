import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROLE_KEY_PREFIX } from '../../local/foundation/credentials';
import { type HttpResponse, readBody, reply } from '../../local/foundation/http';
import { closeServer, LOOPBACK, listenOnLoopback } from '../../local/foundation/loopback';
import { type AwsCall, awsCallOf, type ReceivedRequest } from './aws-call';
import type { Fault } from './fault-plan';
import type { QueueFaults } from './queue-faults';
import { type Refusal, refusalOf } from './refusals';

export interface FaultProxyOptions {
  /** Port of the AWS endpoint. */
  readonly port: number;
  /** Returns the fault of a call, if any. */
  readonly faultOf: (call: AwsCall) => Fault | undefined;
  /** Called with each fault as it is injected. */
  readonly onFault: (fault: Fault, call: AwsCall) => void;
  readonly queue: Pick<QueueFaults, 'receive' | 'acknowledge'>;
}

const PROCESS_ID = / app\/process-(\d+)/;

/** A proxy in front of the AWS endpoint that injects faults into calls of functions. */
export class FaultProxy {
  private readonly server = createServer((request, response) => {
    this.handle(request, response).catch(() => response.destroy());
  });

  constructor(private readonly options: FaultProxyOptions) {
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 60_000;
  }

  /** @returns the base URL */
  async listen(): Promise<string> {
    return `http://${LOOPBACK}:${await listenOnLoopback(this.server, 0)}`;
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = message;
    const request = { method, url, headers, body: await readBody(message) };
    const call = awsCallOf(request);
    const isFunction = call.caller.startsWith(ROLE_KEY_PREFIX);
    if (call.service === 'sqs') return this.passQueueCall(request, call, response);
    const fault = isFunction ? this.options.faultOf(call) : undefined;
    if (!fault) return reply(response, await this.forward(request, response));
    this.options.onFault(fault, call);
    await this.inject(fault, call, request, response);
  }

  private async inject(
    fault: Fault,
    call: AwsCall,
    request: ReceivedRequest,
    response: ServerResponse,
  ): Promise<void> {
    const refusal = refusalOf(fault.kind, call.service);
    if (refusal) return reply(response, httpResponseOf(refusal));
    switch (fault.kind) {
      case 'silence':
        return;
      case 'slow':
        await sleep(fault.delayMs);
        return reply(response, await this.forward(request, response));
      case 'cut-response':
        return cut(response, await this.forward(request, response));
      case 'kill-before':
        kill(request);
        break;
      case 'kill-after':
        await this.forward(request, response);
        kill(request);
        break;
      case 'reset-after':
        await this.forward(request, response);
    }
    response.destroy();
  }

  private async passQueueCall(
    request: ReceivedRequest,
    call: AwsCall,
    response: ServerResponse,
  ): Promise<void> {
    const handle = this.queueHandlerOf(call);
    if (!handle) return reply(response, await this.forward(request, response));
    let status = 200;
    let headers: HttpResponse['headers'] = { 'content-type': 'application/x-amz-json-1.0' };
    const body = await handle(request.body, async (changed) => {
      const answer = await this.forward({ ...request, body: changed }, response);
      ({ status, headers } = answer);
      return answer.body;
    });
    reply(response, { status, headers, body });
  }

  /** Faults apply only when a function receives or deletes messages. */
  private queueHandlerOf({ operation, caller }: AwsCall) {
    const { queue } = this.options;
    const isFunction = caller.startsWith(ROLE_KEY_PREFIX);
    if (operation === 'ReceiveMessage' && isFunction) return queue.receive.bind(queue);
    return operation === 'DeleteMessageBatch' && isFunction ? queue.acknowledge.bind(queue) : undefined;
  }

  /** Forwards a request unchanged, with the host that it was signed for. Cancels it when the client disconnects. */
  private forward(
    { method, url, headers, body }: ReceivedRequest,
    client: ServerResponse,
  ): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const { 'transfer-encoding': _, expect: __, ...kept } = headers;
      const onward = send(
        {
          host: LOOPBACK,
          port: this.options.port,
          method,
          path: url,
          headers: { ...kept, 'content-length': body.length },
        },
        (answered) => {
          readBody(answered).then(
            (read) => resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: read }),
            reject,
          );
        },
      );
      client.on('close', () => {
        if (!client.writableFinished && method === 'POST') onward.destroy();
      });
      onward.on('error', reject);
      onward.end(body);
    });
  }
}

/** Announces the whole response, but sends half of it. */
function cut(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length + 1 });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

const httpResponseOf = ({ status, contentType, body }: Refusal): HttpResponse => ({
  status,
  headers: { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) },
  body: Buffer.from(body),
});

/** The User-Agent of a function contains its process id. */
function kill({ headers }: ReceivedRequest): void {
  const pid = Number(PROCESS_ID.exec(` ${headers['user-agent']}`)?.[1]);
  if (!pid) throw new Error(`The User-Agent of a function contains no process id: ${headers['user-agent']}`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Another fault has already killed it.
  }
}

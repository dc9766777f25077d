import { createServer, type Server } from 'node:http';
import { pickHeaders, readBody, reply, replyError } from '../../../local/foundation/http';
import { closeServer, LOOPBACK, listenOnLoopback } from '../../../local/foundation/loopback';
import { FunctionLogs } from '../../../local/functions/function-logs';
import { logsFront } from '../../../local/functions/logs-front';
import type { ServiceFront } from '../../../local/gateway/gateway';
import { credentialScopeOf } from '../../../local/gateway/service-of';
import { messagingFront, sqsFront } from '../../../local/queues/messaging-front';
import type { MessagingServer } from '../../../local/queues/messaging-server';
import type { S3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { DynamoDbServer } from '../../../local/table/dynamodb-server';

export interface Behind {
  readonly s3: S3Endpoint;
  readonly dynamoDb: DynamoDbServer;
  readonly messaging: MessagingServer;
}

const LOG_GROUPS = ['/aws/lambda/image-processor-dev', '/aws/lambda/image-api-dev'];

/** The embedded servers behind one URL, as operators' commands expect them, without functions or IAM. */
export class OneEndpoint {
  /** The details of the published events. */
  readonly events: { type: string; detail: Record<string, unknown> }[] = [];
  /** The called operations in order, except those of S3 and STS. */
  readonly calls: string[] = [];
  /** Called with each call before its response. */
  onCall: (operation: string) => void = () => undefined;
  /** The number of calls after which an operation such as `SendMessageBatch` is rejected. */
  readonly refuseAfter = new Map<string, number>();
  /** The log lines of the functions. */
  readonly logs = new FunctionLogs();

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async open(behind: Behind): Promise<OneEndpoint> {
    const server = createServer();
    const port = await listenOnLoopback(server, 0);
    const endpoint = new OneEndpoint(`http://${LOOPBACK}:${port}`, server);
    const fronts: Readonly<Record<string, ServiceFront>> = {
      sqs: sqsFront(behind.messaging),
      sns: messagingFront(behind.messaging),
      sts: messagingFront(behind.messaging),
      logs: logsFront(endpoint.logs, LOG_GROUPS),
    };
    server.on('request', async (request, response) => {
      const scope = credentialScopeOf({ headers: request.headers, url: request.url ?? '/' });
      if (scope?.service === 's3') return behind.s3.handle(request, response);
      const body = await readBody(request);
      const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      endpoint.calls.push(operation);
      endpoint.onCall(operation);
      if (endpoint.refuses(operation))
        return replyError(response, 403, 'AccessDenied', 'Refused by the test.');
      const front = fronts[scope?.service ?? ''];
      if (front) return front(request, response, body);
      if (scope?.service === 'events') return endpoint.take(body, response);
      const headers = pickHeaders(request.headers, [
        'authorization',
        'content-type',
        'x-amz-date',
        'x-amz-target',
      ]);
      return reply(response, await behind.dynamoDb.request(headers, body));
    });
    return endpoint;
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private refuses(operation: string): boolean {
    const left = this.refuseAfter.get(operation);
    if (left === undefined) return false;
    this.refuseAfter.set(operation, left - 1);
    return left <= 0;
  }

  private take(body: Buffer, response: Parameters<typeof reply>[0]): void {
    const { Entries: entries } = JSON.parse(body.toString());
    for (const entry of entries)
      this.events.push({ type: entry.DetailType, detail: JSON.parse(entry.Detail) });
    const answer = { FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: 'e' })) };
    reply(response, {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: Buffer.from(JSON.stringify(answer)),
    });
  }
}

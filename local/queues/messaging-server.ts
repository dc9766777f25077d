import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT_ID } from '../../plan/computed-attributes';
import { type HttpResponse, httpResponseOf } from '../foundation/http';
import type { QueueDepth } from '../monitoring/aws-metrics';

/** A message as the embedded queue keeps it. */
export interface KeptMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string }>
  >;
  readonly approximateReceiveCount: number;
  /** Epoch milliseconds. */
  readonly sentTimestamp: number;
}

/** SQS, SNS and STS inside this process. They listen on no port. */
export interface MessagingServer {
  /** The one URL under which the embedded server itself knows a queue. */
  queueUrlOf(queueName: string): string;
  /** Sends one request, in the JSON protocol of SQS or the query protocol of SNS and STS. */
  request(headers: IncomingHttpHeaders, body: Buffer | string): Promise<HttpResponse>;
  /** Every message of a queue, including those in flight. Receives none of them. */
  messagesOf(queueName: string): Promise<KeptMessage[]>;
  /** The metrics of a queue that CloudWatch would measure. */
  depthOf(queueName: string): Promise<QueueDepth>;
  close(): Promise<void>;
}

interface Inspection {
  readonly messages: {
    readonly ready: readonly KeptMessage[];
    readonly delayed: readonly KeptMessage[];
    readonly inflight: readonly { readonly message: KeptMessage }[];
  };
}

/** Starts SQS, SNS and STS (fauxqs). Its S3 is not used. */
export async function startMessagingServer(region: string): Promise<MessagingServer> {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  const host = `sqs.${region}.localhost`;
  await app.ready();
  const inspect = async (queueName: string): Promise<Inspection['messages']> => {
    const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${queueName}` });
    if (response.statusCode !== 200) return { ready: [], delayed: [], inflight: [] };
    return (response.json() as Inspection).messages;
  };
  return {
    queueUrlOf: (queueName) => `http://${host}/${ACCOUNT_ID}/${queueName}`,
    async request(headers, body) {
      const response = await app.inject({
        method: 'POST',
        url: '/',
        headers: { ...headers, host },
        payload: body,
      });
      return httpResponseOf(response);
    },
    async messagesOf(queueName) {
      const { inflight, ready, delayed } = await inspect(queueName);
      return [...inflight.map(({ message }) => message), ...ready, ...delayed];
    },
    async depthOf(queueName) {
      const { inflight, ready } = await inspect(queueName);
      const sent = [...inflight.map(({ message }) => message), ...ready].map((kept) => kept.sentTimestamp);
      const ageOfOldestSeconds = sent.length > 0 ? (Date.now() - Math.min(...sent)) / 1000 : 0;
      return { queueName, visible: ready.length, notVisible: inflight.length, ageOfOldestSeconds };
    },
    close: () => app.close(),
  };
}

import type { AddressInfo } from 'node:net';
import { ACCOUNT_ID } from '../../plan/computed-attributes';
import { LOOPBACK } from '../foundation/loopback';
import type { QueueDepth } from '../monitoring/aws-metrics';
import type { EmbeddedServer } from '../table/dynamodb-server';

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

export interface MessagingServer extends EmbeddedServer {
  /** The one URL under which the embedded server itself knows a queue. */
  queueUrlOf(queueName: string): string;
  /** Every message of a queue, the ones that are being worked on included. Takes none of them. */
  messagesOf(queueName: string): Promise<KeptMessage[]>;
  /** What CloudWatch would measure of a queue. */
  depthOf(queueName: string): Promise<QueueDepth>;
}

interface Inspection {
  readonly messages: {
    readonly ready: readonly KeptMessage[];
    readonly delayed: readonly KeptMessage[];
    readonly inflight: readonly { readonly message: KeptMessage }[];
  };
}

/** Starts SQS, SNS and STS (fauxqs) on a port of their own. Its S3 is not used. */
export async function startMessagingServer(region: string): Promise<MessagingServer> {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  await app.listen({ port: 0, host: LOOPBACK });
  const { port } = app.server.address() as AddressInfo;
  const inspect = async (queueName: string): Promise<Inspection['messages']> => {
    const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${queueName}` });
    if (response.statusCode !== 200) return { ready: [], delayed: [], inflight: [] };
    return (response.json() as Inspection).messages;
  };
  return {
    url: `http://${LOOPBACK}:${port}`,
    queueUrlOf: (queueName) => `http://sqs.${region}.localhost:${port}/${ACCOUNT_ID}/${queueName}`,
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

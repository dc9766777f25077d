import type { SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDeclaration } from '../../plan/topology/queues';
import type { QueueDepth } from '../monitoring/aws-metrics';
import { MessageJournal } from '../queues/message-journal';
import { type MessagingServer, startMessagingServer } from '../queues/messaging-server';
import { sendKeptMessages } from '../queues/send-kept-messages';

/** SQS, SNS and STS, and the journal of messages. */
export interface Messaging {
  readonly server: MessagingServer;
  /** Absent if no data is kept between runs. */
  readonly journal: MessageJournal | undefined;
  /** The depths of the declared queues. Compares the journal with what the queues hold. */
  measureQueues(): Promise<readonly QueueDepth[]>;
  /** Sends the messages of an earlier run again. */
  sendKept(sqs: SQSClient): Promise<void>;
  close(): Promise<void>;
}

/** @param file the journal; without it, messages are kept in memory */
export async function startMessaging(
  region: string,
  queues: readonly QueueDeclaration[],
  file: string | undefined,
): Promise<Messaging> {
  const server = await startMessagingServer(region);
  const opened = file === undefined ? undefined : MessageJournal.open(file);
  return {
    server,
    journal: opened?.journal,
    async measureQueues() {
      for (const { name } of queues) opened?.journal.found(name, await server.messagesOf(name));
      return Promise.all(queues.map(({ name }) => server.depthOf(name)));
    },
    async sendKept(sqs) {
      if (opened) await sendKeptMessages(opened, queues, sqs);
    },
    async close() {
      await server.close();
      opened?.journal.close();
    },
  };
}

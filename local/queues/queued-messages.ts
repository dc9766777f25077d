import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDeclaration } from '../../plan/topology/queues';
import type { KeptMessage, MessagingServer } from './messaging-server';

/** Messages by the name of their queue. */
export type KeptMessages = Readonly<Record<string, readonly KeptMessage[]>>;

/** Every message of the declared queues, in their order. Those that are being worked on come again. */
export async function readQueuedMessages(
  queues: readonly QueueDeclaration[],
  messaging: MessagingServer,
): Promise<KeptMessages> {
  const kept = queues.map(async ({ name }) => [name, await messaging.messagesOf(name)] as const);
  return Object.fromEntries(await Promise.all(kept));
}

/** Sends kept messages again. They are new messages to SQS: their count of receives starts over. */
export async function sendKeptMessages(
  kept: KeptMessages,
  queues: readonly QueueDeclaration[],
  sqs: SQSClient,
): Promise<void> {
  for (const { name, url } of queues) {
    for (const { body, messageAttributes } of kept[name] ?? []) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: body,
          MessageAttributes: { ...messageAttributes },
        }),
      );
    }
  }
}

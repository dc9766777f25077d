import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueDeclaration } from '../../../plan/topology/queues';

/** SQS returns at most ten messages a call. */
const MAX_MESSAGES = 10;

/**
 * Moves the chosen messages of one queue to another. Each is sent before it is deleted, so that an interruption can
 * duplicate a message, but not lose it. Returns the number of moved messages.
 */
export function moveMessages(
  sqs: SQSClient,
  from: QueueDeclaration,
  to: QueueDeclaration,
  isChosen: (message: Message) => boolean,
): Promise<number> {
  return takeMessages(sqs, from, isChosen, async ({ Body }) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody: Body }));
  });
}

/** Removes the chosen messages. Returns their number. */
export const discardMessages = (
  sqs: SQSClient,
  from: QueueDeclaration,
  isChosen: (message: Message) => boolean,
): Promise<number> => takeMessages(sqs, from, isChosen, async () => {});

/** Deletes each chosen message after `use`. The others can be received again immediately. */
async function takeMessages(
  sqs: SQSClient,
  { url: QueueUrl }: QueueDeclaration,
  isChosen: (message: Message) => boolean,
  use: (message: Message) => Promise<void>,
): Promise<number> {
  const kept: Message[] = [];
  let taken = 0;
  try {
    for (;;) {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MAX_MESSAGES, WaitTimeSeconds: 0 }),
      );
      if (messages.length === 0) return taken;
      kept.push(...messages.filter((message) => !isChosen(message)));
      for (const message of messages.filter(isChosen)) {
        await use(message);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        taken += 1;
      }
    }
  } finally {
    for (const { ReceiptHandle } of kept) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }
}

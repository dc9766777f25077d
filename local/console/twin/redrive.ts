import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueDeclaration } from '../../../plan/topology/queues';

/** SQS hands out at most ten messages a call. */
const MAX_MESSAGES = 10;

/**
 * Moves the messages of one queue to another, each sent before it is deleted: one that is interrupted is
 * there twice, never lost. Returns the number of moved messages.
 */
export async function moveMessages(
  sqs: SQSClient,
  from: QueueDeclaration,
  to: QueueDeclaration,
): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from.url,
        MaxNumberOfMessages: MAX_MESSAGES,
        WaitTimeSeconds: 0,
      }),
    );
    if (messages.length === 0) return moved;
    for (const { Body, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
      moved += 1;
    }
  }
}

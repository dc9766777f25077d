import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDeclaration } from '../../plan/topology/queues';
import type { KeptMessages, MessageJournal } from './message-journal';

/**
 * Sends the messages of an earlier run again, and then replaces its journal. Receivers see the earlier ids, so that the
 * function takes over the claim of its killed attempt. The receive counts start over.
 */
export async function sendKeptMessages(
  { journal, kept }: { readonly journal: MessageJournal; readonly kept: KeptMessages },
  queues: readonly QueueDeclaration[],
  sqs: SQSClient,
): Promise<void> {
  for (const { name, url } of queues) {
    for (const message of kept[name] ?? []) {
      const { MessageId: messageId = '' } = await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: message.body,
          MessageAttributes: { ...message.messageAttributes },
        }),
      );
      journal.sentAgain(messageId, message);
    }
  }
  journal.started();
}

import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { MalformedMessageError } from '../../lambda/domain/errors';
import type { UploadEvent } from '../../lambda/domain/upload';
import { parseUploadMessage } from '../../lambda/process-image/upload-event';
import type { Darkroom } from './connection';

/** A message of the dead-letter queue, read without removing it. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Epoch milliseconds: the time of its first send to the uploads queue. */
  readonly sentAt?: number;
  /** The events in the message; empty when it is malformed or contains none. */
  readonly events: readonly UploadEvent[];
  /** The reason why the function cannot read it. */
  readonly malformed?: string;
}

/** Maximum number of messages in one ReceiveMessage. Source: SQS API reference. */
export const MAX_MESSAGES = 10;
/** A short poll asks only some of the servers of SQS, so one poll without a new message is not the end. */
const MAX_EMPTY_POLLS = 5;

type Queue = Pick<Darkroom, 'sqs' | 'deadLetterQueueUrl' | 'sourceBucket'>;

/**
 * Reads the dead-letter queue without removing or hiding messages.
 * @param max number of messages to stop after
 */
export async function* deadLetters(darkroom: Queue, max = 10_000): AsyncGenerator<DeadLetter> {
  const seen = new Set<string>();
  let emptyPolls = 0;
  while (emptyPolls < MAX_EMPTY_POLLS && seen.size < max) {
    const messages = await receiveDeadLetters(darkroom, 0);
    const unseen = messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    emptyPolls = unseen.length > 0 ? 0 : emptyPolls + 1;
    for (const message of unseen) {
      seen.add(message.MessageId ?? '');
      yield readDeadLetter(message, darkroom);
    }
  }
}

/** Receives some messages of the dead-letter queue and hides them for `visibilityTimeout` seconds. */
export async function receiveDeadLetters(
  { sqs, deadLetterQueueUrl }: Pick<Queue, 'sqs' | 'deadLetterQueueUrl'>,
  visibilityTimeout: number,
): Promise<Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: MAX_MESSAGES,
      VisibilityTimeout: visibilityTimeout,
      // A long poll asks all servers. Without a visibility timeout, polls are repeated and can be short.
      WaitTimeSeconds: visibilityTimeout > 0 ? 1 : 0,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    }),
  );
  return answer.Messages ?? [];
}

export function readDeadLetter(message: Message, { sourceBucket }: Pick<Queue, 'sourceBucket'>): DeadLetter {
  const { MessageId: messageId = '', Body: body = '', Attributes: attributes } = message;
  const sentAt = Number(attributes?.SentTimestamp);
  const letter = { messageId, body, ...(sentAt > 0 && { sentAt }) };
  try {
    return { ...letter, events: parseUploadMessage(body, sourceBucket) };
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    return { ...letter, events: [], malformed: error.message };
  }
}

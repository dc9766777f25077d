import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
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
/** Seconds that a message is hidden while the queue is read. Otherwise SQS would return it again. */
const READING_SECONDS = 60;

type Queue = Pick<Darkroom, 'sqs' | 'deadLetterQueueUrl' | 'sourceBucket'>;

/**
 * Reads the dead-letter queue without removing messages. Other readers do not see them until it ends.
 * @param max number of messages to stop after
 */
export async function* deadLetters(darkroom: Queue, max = 10_000): AsyncGenerator<DeadLetter> {
  const seen = new Map<string, Message>();
  let emptyPolls = 0;
  try {
    while (emptyPolls < MAX_EMPTY_POLLS && seen.size < max) {
      const messages = await receiveDeadLetters(darkroom, READING_SECONDS, 0);
      const unseen = messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
      emptyPolls = unseen.length > 0 ? 0 : emptyPolls + 1;
      // A message that became visible again has a newer receipt handle.
      for (const message of messages) seen.set(message.MessageId ?? '', message);
      for (const message of unseen) yield readDeadLetter(message, darkroom);
    }
  } finally {
    await showAgain([...seen.values()], darkroom);
  }
}

/** Makes hidden messages visible to all readers. */
export async function showAgain(
  messages: readonly Message[],
  { sqs, deadLetterQueueUrl }: Pick<Queue, 'sqs' | 'deadLetterQueueUrl'>,
): Promise<void> {
  for (let start = 0; start < messages.length; start += MAX_MESSAGES) {
    const Entries = messages
      .slice(start, start + MAX_MESSAGES)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries }));
  }
}

/**
 * Receives some messages of the dead-letter queue and hides them for `visibilityTimeout` seconds.
 * @param waitSeconds a long poll, which asks all servers of SQS; 0 asks some of them
 */
export async function receiveDeadLetters(
  { sqs, deadLetterQueueUrl }: Pick<Queue, 'sqs' | 'deadLetterQueueUrl'>,
  visibilityTimeout: number,
  waitSeconds = 1,
): Promise<Message[]> {
  const response = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: MAX_MESSAGES,
      VisibilityTimeout: visibilityTimeout,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    }),
  );
  return response.Messages ?? [];
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

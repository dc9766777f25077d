import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { MalformedMessageError } from '../../lambda/domain/errors';
import type { UploadEvent } from '../../lambda/domain/upload';
import { parseUploadMessage } from '../../lambda/process-image/upload-event';
import type { Darkroom } from './connection';

/** A message of the dead-letter queue, read without taking it. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Epoch milliseconds: when it was first sent to the uploads queue. */
  readonly sentAt?: number;
  /** What it tells of; nothing when it is malformed, or tells of nothing to do. */
  readonly events: readonly UploadEvent[];
  /** Why the function cannot read it. */
  readonly malformed?: string;
}

/** Messages that one ReceiveMessage hands out at most. Source: SQS API reference. */
export const MOST_RECEIVED = 10;
/** SQS asks only some of its servers each time, so a look that finds nothing new is not yet the end. */
const LOOKS_WITHOUT_NEWS = 5;

type Queue = Pick<Darkroom, 'sqs' | 'deadLetterQueueUrl' | 'sourceBucket'>;

/**
 * Reads the dead-letter queue and leaves everything in it: the messages stay visible for everybody else.
 * @param most stop after so many
 */
export async function* deadLetters(darkroom: Queue, most = 10_000): AsyncGenerator<DeadLetter> {
  const seen = new Set<string>();
  let looksWithoutNews = 0;
  while (looksWithoutNews < LOOKS_WITHOUT_NEWS && seen.size < most) {
    const messages = await receiveDeadLetters(darkroom, 0);
    const news = messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    looksWithoutNews = news.length > 0 ? 0 : looksWithoutNews + 1;
    for (const message of news) {
      seen.add(message.MessageId ?? '');
      yield readDeadLetter(message, darkroom);
    }
  }
}

/** Some messages of the dead-letter queue, hidden from everybody else for so many seconds. */
export async function receiveDeadLetters(
  { sqs, deadLetterQueueUrl }: Pick<Queue, 'sqs' | 'deadLetterQueueUrl'>,
  visibilityTimeout: number,
): Promise<Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: MOST_RECEIVED,
      VisibilityTimeout: visibilityTimeout,
      // A long poll asks all servers; one that takes nothing is repeated instead, and can be short.
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

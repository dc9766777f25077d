import { DeleteMessageCommand, type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import { Pace } from '../../cli/pace';
import type { Darkroom } from '../../connection/connection';
import {
  type DeadLetter,
  readDeadLetter,
  receiveDeadLetters,
  showAgain,
} from '../../connection/dead-letters';

/** The outcome of a dead letter. */
export type Decision = 'move' | 'discard' | 'keep';

export interface SettleOptions {
  readonly decide: (letter: DeadLetter) => Decision;
  /** Messages a second. */
  readonly rate: number;
  readonly onSettled: (letter: DeadLetter, count: number) => void;
}

/** Long enough to settle the messages of one call at a slow rate. */
const HIDDEN_SECONDS = 60;

/**
 * Moves back or discards messages one by one. A moved message is sent before it is deleted: a crash between the two leaves
 * it in both queues, and processing a message twice is harmless. The kept ones become visible again.
 * @returns the number of moved and discarded messages
 */
export async function settleLetters(
  darkroom: Darkroom,
  { decide, rate, onSettled }: SettleOptions,
): Promise<number> {
  const pace = new Pace(rate);
  const kept = new Map<string, Message>();
  let settled = 0;
  try {
    for (;;) {
      const messages = await receiveDeadLetters(darkroom, HIDDEN_SECONDS);
      const fresh = messages.filter(({ MessageId = '' }) => !kept.has(MessageId));
      if (fresh.length === 0) return settled;
      for (const message of fresh) {
        const letter = readDeadLetter(message, darkroom);
        const decision = decide(letter);
        if (decision === 'keep') {
          kept.set(letter.messageId, message);
          continue;
        }
        await pace.turn(1);
        if (decision === 'move') await sendAgain(message, darkroom);
        await remove(message, darkroom);
        settled += 1;
        onSettled(letter, settled);
      }
    }
  } finally {
    await showAgain([...kept.values()], darkroom);
  }
}

const sendAgain = ({ Body: MessageBody, MessageAttributes }: Message, { sqs, queueUrl }: Darkroom) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody,
      ...(MessageAttributes && { MessageAttributes }),
    }),
  );

const remove = ({ ReceiptHandle }: Message, { sqs, deadLetterQueueUrl }: Darkroom) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));

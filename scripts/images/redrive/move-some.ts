import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { Pace } from '../../cli/pace';
import type { Darkroom } from '../../connection/connection';
import { type DeadLetter, readDeadLetter, receiveDeadLetters } from '../../connection/dead-letters';

export interface MoveOptions {
  readonly moves: (letter: DeadLetter) => boolean;
  /** Messages a second. */
  readonly rate: number;
  readonly onMoved: (moved: number) => void;
}

/** Long enough to move the messages of one call at a slow rate. */
const HIDDEN_SECONDS = 60;

/**
 * Moves messages back one by one. Each is sent before it is deleted: a crash between the two leaves it in both
 * queues, and processing a message twice is harmless. The others become visible again.
 */
export async function moveSome(darkroom: Darkroom, { moves, rate, onMoved }: MoveOptions): Promise<number> {
  const pace = new Pace(rate);
  const kept = new Map<string, Message>();
  let moved = 0;
  try {
    for (;;) {
      const messages = await receiveDeadLetters(darkroom, HIDDEN_SECONDS);
      const fresh = messages.filter(({ MessageId = '' }) => !kept.has(MessageId));
      if (fresh.length === 0) return moved;
      for (const message of fresh) {
        if (moves(readDeadLetter(message, darkroom))) {
          await pace.turn(1);
          await moveBack(message, darkroom);
          moved += 1;
          onMoved(moved);
        } else {
          kept.set(message.MessageId ?? '', message);
        }
      }
    }
  } finally {
    for (const message of kept.values()) await showAgain(message, darkroom);
  }
}

async function moveBack(message: Message, { sqs, queueUrl, deadLetterQueueUrl }: Darkroom): Promise<void> {
  const { Body: MessageBody, MessageAttributes, ReceiptHandle } = message;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody,
      ...(MessageAttributes && { MessageAttributes }),
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));
}

const showAgain = ({ ReceiptHandle }: Message, { sqs, deadLetterQueueUrl }: Darkroom): Promise<unknown> =>
  sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  );

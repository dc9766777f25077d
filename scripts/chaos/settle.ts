import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { queueCounts } from '../connection/queue-counts';

const POLL_MS = 250;
/** Consecutive polls of an empty queue. A message may be on its way to the queue, or between two states. */
const QUIET_POLLS = 6;

/**
 * Waits until a queue has no visible, delayed or in-flight messages.
 * @param onDepth called with the number of messages at every poll
 */
export async function settle(
  sqs: SQSClient,
  queueUrl: string,
  onDepth: (messages: number) => void,
): Promise<void> {
  for (let quiet = 0; quiet < QUIET_POLLS; ) {
    const { all: depth } = await queueCounts(sqs, queueUrl);
    onDepth(depth);
    quiet = depth === 0 ? quiet + 1 : 0;
    await sleep(POLL_MS);
  }
}

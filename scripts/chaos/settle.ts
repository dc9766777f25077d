import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

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
    const { Attributes: attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    const depth =
      Number(attributes.ApproximateNumberOfMessages) +
      Number(attributes.ApproximateNumberOfMessagesNotVisible) +
      Number(attributes.ApproximateNumberOfMessagesDelayed);
    onDepth(depth);
    quiet = depth === 0 ? quiet + 1 : 0;
    await sleep(POLL_MS);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

const LOOK_EVERY_MS = 250;
/** Looks in a row that find nothing: a message can be on its way to the queue, or between two of its states. */
const QUIET_LOOKS = 6;

/**
 * Waits until a queue has nothing left: nothing waiting, nothing delayed, nothing at work.
 * @param onDepth told how many messages there are, at every look
 */
export async function settle(
  sqs: SQSClient,
  queueUrl: string,
  onDepth: (messages: number) => void,
): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS; ) {
    const { Attributes: attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    const depth =
      Number(attributes.ApproximateNumberOfMessages) +
      Number(attributes.ApproximateNumberOfMessagesNotVisible) +
      Number(attributes.ApproximateNumberOfMessagesDelayed);
    onDepth(depth);
    quiet = depth === 0 ? quiet + 1 : 0;
    await sleep(LOOK_EVERY_MS);
  }
}

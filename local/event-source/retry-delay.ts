import type { Message } from '@aws-sdk/client-sqs';

/** SQS hides a message for at most so many seconds. */
const LONGEST_SECONDS = 43_200;

/**
 * Seconds until a message that failed is seen again: `base`, twice that after the second receive, and so
 * on. In AWS it is the rest of the queue's visibility timeout, minutes that nobody wants to wait for at
 * their own machine.
 */
export function retryDelay(base: number, { Attributes: attributes = {} }: Message): number {
  const receives = Number(attributes.ApproximateReceiveCount ?? 1);
  return Math.min(LONGEST_SECONDS, base * 2 ** Math.max(0, receives - 1));
}

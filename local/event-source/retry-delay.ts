import type { Message } from '@aws-sdk/client-sqs';

/** SQS hides a message for at most so many seconds. */
const MAX_SECONDS = 43_200;

/**
 * Seconds until a message that failed is seen again: `base`, twice that after the second receive, and so
 * on. In AWS it is the rest of the queue's visibility timeout, which takes minutes, too long at
 * their own machine.
 */
export function retryDelay(base: number, { Attributes: attributes = {} }: Message): number {
  const receives = Number(attributes.ApproximateReceiveCount ?? 1);
  return Math.min(MAX_SECONDS, base * 2 ** Math.max(0, receives - 1));
}

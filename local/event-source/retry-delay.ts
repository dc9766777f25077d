import type { Message } from '@aws-sdk/client-sqs';

/** The maximum visibility timeout of SQS. */
const MAX_SECONDS = 43_200;

/**
 * Seconds until a failed message is visible again: `base`, twice that after the second receive, and so on. On AWS it
 * is the rest of the queue's visibility timeout, which takes minutes: too long for people at their own machine.
 */
export function retryDelay(base: number, { Attributes: attributes = {} }: Message): number {
  const receives = Number(attributes.ApproximateReceiveCount ?? 1);
  return Math.min(MAX_SECONDS, base * 2 ** Math.max(0, receives - 1));
}

import type { Attempt } from '../domain/processing';

/** Milliseconds reserved after rendering to store the previews, write the record and publish the event. */
const FINISHING_MS = 8_000;

/**
 * An attempt that ends with its invocation.
 * @param deadline epoch milliseconds at which Lambda ends the invocation
 */
export const attemptUntil = (holder: string, deadline: number): Attempt => ({
  holder,
  renderBy: deadline - FINISHING_MS,
  claimUntil: deadline,
});

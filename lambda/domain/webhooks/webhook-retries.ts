/**
 * Attempts to send one event before it becomes a dead letter. With the delays below, they take 17 hours, which is long
 * enough to fix a receiver that fails overnight.
 */
export const MAX_ATTEMPTS = 12;

const FIRST_DELAY_SECONDS = 30;
/** SQS limits the visibility timeout of a message to 12 hours (SQS quotas). */
const MAX_DELAY_SECONDS = 12 * 60 * 60;

/**
 * Seconds until the next attempt: half a minute after the first attempt, and twice as long after each further one.
 * @param attempts the number of attempts so far
 */
export const delayAfter = (attempts: number): number =>
  Math.min(FIRST_DELAY_SECONDS * 2 ** Math.max(0, attempts - 1), MAX_DELAY_SECONDS);

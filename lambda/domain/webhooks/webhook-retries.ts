/**
 * Attempts to send one event before it becomes a dead letter. With the delays below they take 17 hours, long enough
 * to fix a receiver that fails over night.
 */
export const MAX_ATTEMPTS = 12;

const FIRST_DELAY_SECONDS = 30;
/** SQS hides a message for at most 12 hours. */
const MAX_DELAY_SECONDS = 12 * 60 * 60;

/**
 * Seconds until the next attempt: half a minute after the first, and twice as long after each further one.
 * @param attempts how many there were
 */
export const delayAfter = (attempts: number): number =>
  Math.min(FIRST_DELAY_SECONDS * 2 ** Math.max(0, attempts - 1), MAX_DELAY_SECONDS);

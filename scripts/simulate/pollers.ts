/**
 * How Lambda reads a standard queue: five batches at a time at first, and up to 300 more each minute as long as
 * messages are there. Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source
 * mappings".
 */
const FIRST_BATCHES = 5;
const MORE_PER_SECOND = 300 / 60;

/** Batches at a time of a mapping without maximum concurrency. Same source. */
export const MAX_BATCHES = 1250;

/** Batches that may be at work so many seconds after messages began to come. */
export const batchesAllowed = (seconds: number, most: number): number =>
  Math.min(most, FIRST_BATCHES + Math.floor(Math.max(0, seconds) * MORE_PER_SECOND + 1e-9));

/** When another batch is allowed, in seconds after messages began to come; Infinity at the most. */
export function nextAllowance(seconds: number, most: number): number {
  const allowed = batchesAllowed(seconds, most);
  return allowed >= most ? Infinity : (allowed + 1 - FIRST_BATCHES) / MORE_PER_SECOND;
}

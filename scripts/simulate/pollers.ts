/**
 * Lambda polls a standard queue with five concurrent batches at first, and up to 300 more per minute while messages are
 * available. Source: AWS Lambda Developer Guide, "Configuring scaling behavior for SQS event source
 * mappings".
 */
const FIRST_BATCHES = 5;
const MORE_PER_SECOND = 300 / 60;

/** Concurrent batches of a mapping without a maximum concurrency. Same source. */
export const MAX_BATCHES = 1250;

/** The allowed number of concurrent batches, `seconds` after messages began to arrive. */
export const batchesAllowed = (seconds: number, max: number): number =>
  Math.min(max, FIRST_BATCHES + Math.floor(Math.max(0, seconds) * MORE_PER_SECOND + 1e-9));

/** Seconds after messages began to arrive at which one more batch is allowed; Infinity at the maximum. */
export function nextAllowance(seconds: number, max: number): number {
  const allowed = batchesAllowed(seconds, max);
  return allowed >= max ? Infinity : (allowed + 1 - FIRST_BATCHES) / MORE_PER_SECOND;
}

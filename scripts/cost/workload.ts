import type { PlannedSystem } from './planned/system';
import { durationMs, type ProcessingTime } from './processing-time';

/** What people do with Darkroom. */
export interface Workload {
  readonly uploadsPerDay: number;
  /** Bytes of an original. */
  readonly bytes: number;
  /** Requests to the REST API that look at an image. */
  readonly readsPerDay: number;
}

export const DAYS_PER_MONTH = 30;
export const SECONDS_PER_DAY = 86_400;

/** What one upload is, in this plan and workload. */
export interface UploadTerms {
  /** Milliseconds of the function that it is billed for. */
  readonly ms: number;
  /** Uploads in a batch. */
  readonly batchFill: number;
  /** Concurrent batches that the average rate asks for, before any peak. */
  readonly concurrency: number;
}

/**
 * Uploads come evenly, so that a batch holds one of them until all concurrent functions are at work, and is
 * full from then on.
 */
export function uploadTerms(
  { processor }: PlannedSystem,
  workload: Workload,
  time: ProcessingTime,
): UploadTerms {
  const ms = durationMs(time, processor.memoryMb);
  const concurrency = ((workload.uploadsPerDay / SECONDS_PER_DAY) * ms) / 1000;
  return { ms, concurrency, batchFill: concurrency < processor.maxConcurrency ? 1 : processor.batchSize };
}

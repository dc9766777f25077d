import { DAY_SECONDS } from '../../lambda/domain/days';
import type { PlannedSystem } from './planned-system';
import { durationMs, type ProcessingTime } from './processing-time';

/** The usage of Darkroom. */
export interface Workload {
  readonly uploadsPerDay: number;
  /** Bytes of an original. */
  readonly bytes: number;
  /** API requests that read an image. */
  readonly readsPerDay: number;
  /** Seconds that a read waits for an image to be finished. @default 0 */
  readonly waitSeconds?: number;
  /** Uploads that a client has processed through the API. @default 0 */
  readonly processesPerDay?: number;
  /** Requests for previews at the CDN. @default 0 */
  readonly viewsPerDay?: number;
  /** Images that are deleted. @default 0 */
  readonly deletionsPerDay?: number;
}

export const DAYS_PER_MONTH = 30;

/** The properties of one upload for a plan and a workload. */
export interface UploadTerms {
  /** Billed milliseconds of the function. */
  readonly ms: number;
  /** Uploads in a batch. */
  readonly batchFill: number;
  /** Concurrent batches at the average rate. */
  readonly concurrency: number;
}

/**
 * Assumes evenly distributed uploads. A batch contains one upload until the maximum concurrency is reached, and is full
 * from then on.
 */
export function uploadTerms(
  { processor }: PlannedSystem,
  workload: Workload,
  time: ProcessingTime,
): UploadTerms {
  const ms = durationMs(time, processor.memoryMb);
  const concurrency = ((workload.uploadsPerDay / DAY_SECONDS) * ms) / 1000;
  return { ms, concurrency, batchFill: concurrency < processor.maxConcurrency ? 1 : processor.batchSize };
}

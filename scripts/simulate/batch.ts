import type { ProcessingTime } from '../cost/processing-time';
import type { Random } from './random';
import type { Upload } from './uploads';

/** The behaviour of the function. */
export interface Processing {
  /** Milliseconds with the function's memory. */
  readonly time: ProcessingTime;
  /** Share of attempts that fail and are retried. */
  readonly failRate: number;
  readonly timeoutSeconds: number;
  /** Uploads of a batch processed concurrently: their waiting overlaps, their work does not. */
  readonly overlapping: number;
}

/** The result of one invocation. */
export interface BatchRun {
  /** Seconds. */
  readonly duration: number;
  readonly processed: readonly Upload[];
  readonly failed: readonly Upload[];
  readonly timedOut: boolean;
}

/** Photos take from half to one and a half times the average. */
const SPREAD = 1;

/** Runs one batch. Uploads that are not complete at the timeout return to the queue. */
export function runBatch(batch: readonly Upload[], processing: Processing, random: Random): BatchRun {
  const { time, failRate, timeoutSeconds, overlapping } = processing;
  const waiting = time.waitingMs / Math.min(overlapping, Math.max(1, batch.length));
  const processed: Upload[] = [];
  const failed: Upload[] = [];
  let duration = 0;
  for (const upload of batch) {
    duration += (time.workMs * (1 + SPREAD * (random() - 0.5)) + waiting) / 1000;
    const isDone = duration <= timeoutSeconds && random() >= failRate;
    (isDone ? processed : failed).push(upload);
  }
  const timedOut = duration > timeoutSeconds;
  return { duration: Math.min(duration, timeoutSeconds), processed, failed, timedOut };
}

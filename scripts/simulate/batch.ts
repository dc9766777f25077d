import type { ProcessingTime } from '../cost/processing-time';
import type { Random } from './random';
import type { Upload } from './uploads';

/** How the function fares with an upload. */
export interface Processing {
  /** Milliseconds with the function's memory. */
  readonly time: ProcessingTime;
  /** Share of attempts that fail and are tried again. */
  readonly failRate: number;
  readonly timeoutSeconds: number;
  /** Uploads of a batch at work at the same time: their waiting overlaps, their work does not. */
  readonly overlapping: number;
}

/** How one invocation went. */
export interface BatchRun {
  /** Seconds. */
  readonly duration: number;
  readonly processed: readonly Upload[];
  readonly failed: readonly Upload[];
  readonly timedOut: boolean;
}

/** Work from half to one and a half times the average: photos differ. */
const SPREAD = 1;

/** Runs one batch. An upload that the timeout cuts off, and all after it, go back to the queue. */
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

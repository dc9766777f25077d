import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestRows } from '../versions/newest-rows';

/**
 * API Gateway ends a request after 29 s (quotas of REST APIs, integration timeout). This leaves time for the reads and
 * the response.
 */
export const MAX_WAIT_SECONDS = 20;

/** Pauses between two reads. The first is short because most photos are ready within a second. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 2_000;

export interface WaitingDependencies {
  readonly catalog: Pick<ImageCatalog, 'page'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits for the given number of milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Waits until the newest version of an image is finished, or until a deadline. Also waits if the image has no rows,
 * because its upload may still be in progress.
 * @param until deadline in epoch milliseconds; if it has passed, the rows are read once
 * @returns the newest rows, newest first
 */
export async function awaitOutcome(
  imageId: string,
  until: number,
  { catalog, now, pause }: WaitingDependencies,
): Promise<ClaimedRecord[]> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    const rows = await newestRows(imageId, catalog);
    const remainingMs = until - now();
    if (isFinished(rows) || remainingMs <= 0) return rows;
    await pause(Math.min(pauseMs, remainingMs));
  }
}

const isFinished = ([newest]: readonly ClaimedRecord[]): boolean =>
  newest !== undefined && newest.processingStatus !== 'PROCESSING';

import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestRows } from '../versions/newest-rows';

/** Below the 29 s that API Gateway waits, with time for the reads and the response. */
export const MAX_WAIT_SECONDS = 20;

/** Milliseconds between two reads: most photos are ready after a second, and a long wait costs few reads. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 2_000;

export interface WaitingDependencies {
  readonly catalog: Pick<ImageCatalog, 'page'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Waits that many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * The newest rows of an image as soon as its newest version is finished, and at the latest at a deadline. Waits for
 * an image without rows, too: its upload may be on its way.
 * @param until epoch milliseconds; a time that has passed means one read
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

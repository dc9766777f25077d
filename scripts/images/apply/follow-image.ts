import { setTimeout as sleep } from 'node:timers/promises';
import { type ImageRecord, isDeletion, versionSegmentOf } from '../../../lambda/domain/image-record';
import type { ClaimedRecord, ImageCatalog } from '../../../lambda/domain/ports';
import type { QueueWatch } from './queue-watch';
import type { QueuedImage } from './queued-images';

export type Ending =
  | { readonly kind: 'done' | 'failed'; readonly record: ImageRecord }
  /** It was deleted or forgotten meanwhile. */
  | { readonly kind: 'gone' }
  /** The queue stayed empty, and no attempt was made. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'interrupted' };

export interface Following {
  readonly catalog: Pick<ImageCatalog, 'history'>;
  readonly queue: Pick<QueueWatch, 'emptyFor'>;
  /** Milliseconds for which the queue must be empty before an unprocessed image counts as lost. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** Between two polls of the same image, doubled each time. */
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1000;

/** Waits until a queued image has been processed. */
export async function followImage(image: QueuedImage, following: Following): Promise<Ending> {
  const { catalog, queue, patienceMs, signal } = following;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const ending = endingOf(image, await catalog.history(image.imageId));
    if (ending) return ending;
    if ((await queue.emptyFor(Date.now())) >= patienceMs) return { kind: 'lost' };
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
  }
  return { kind: 'interrupted' };
}

function endingOf(image: QueuedImage, rows: readonly ClaimedRecord[]): Ending | undefined {
  const row = rows.find(
    (candidate) => !isDeletion(candidate) && versionSegmentOf(candidate) === image.version,
  );
  const isStillQueued = image.attempts === 0 && !rows.some(isDeletion);
  if (!row) return isStillQueued ? undefined : { kind: 'gone' };
  if (row.processingStatus === 'DELETED') return { kind: 'gone' };
  if ((row.attempts ?? 0) <= image.attempts) return undefined;
  if (row.processingStatus === 'COMPLETED') return { kind: 'done', record: row };
  return row.processingStatus === 'FAILED' ? { kind: 'failed', record: row } : undefined;
}

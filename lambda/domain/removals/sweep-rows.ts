import { type ImageRecord, isDeletion, previewsFolderOf, previewsPrefixOf } from '../image-record';
import type { ClaimedRecord, OriginalHead } from '../ports';
import type { ProcessingDependencies } from '../processing';
import { isSameObject } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';
import { compareSequencers } from '../versions/sequencer';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'store'>;

/** Rows in one read. A read returns at most 1 MB, and a row has up to 4 KB. Source: DynamoDB API, Query. */
const ROWS_IN_A_PAGE = 100;
/** The largest difference between the clocks that set event times. Closer events may be in the wrong order. */
const CLOCK_DIFFERENCE_MS = 60_000;
/** Concurrent writes. */
const CONCURRENCY = 8;

/**
 * Turns every row of an image into DELETED, page by page, and removes the previews. Stops at an earlier deletion that
 * is done, because the rows below it are DELETED already. Safe to repeat.
 * @param read rows that were read before the bucket was found to have no object at the key
 */
export async function sweepAll(
  deletion: ImageRecord,
  read: readonly ClaimedRecord[],
  dependencies: Dependencies,
): Promise<void> {
  const { store } = dependencies;
  const { processedAt = '' } = deletion;
  await markAll(read.filter(isLiving), processedAt, dependencies);
  for await (const row of rowsBelow(deletion, dependencies)) {
    await markAll(
      row.filter((each) => isLiving(each) && isBefore(each, deletion)),
      processedAt,
      dependencies,
    );
  }
  const prefix = previewsPrefixOf(deletion.imageId);
  const stored = await store.listPreviews(prefix);
  // The rows are read after the listing. An upload writes its row before its previews, so none of its previews is lost.
  const kept = (await newestRows(deletion.imageId, dependencies.catalog)).filter(isLiving);
  const folders = kept.map(previewsFolderOf);
  await store.removePreviews(stored.filter((key) => !folders.some((folder) => key.startsWith(folder))));
}

/** Turns the rows of uploads before a deletion into DELETED, except for the row of the current object. */
export async function sweepBefore(
  deletion: ImageRecord,
  head: OriginalHead,
  dependencies: Dependencies,
): Promise<void> {
  const { store } = dependencies;
  for await (const rows of rowsBelow(deletion, dependencies)) {
    const hidden = rows.filter(
      (row) => !isDeletion(row) && isBefore(row, deletion) && !isSameObject(row, head),
    );
    await markAll(hidden.filter(isLiving), deletion.processedAt ?? '', dependencies);
    // An interrupted attempt may have marked rows without removing their previews, so all rows are handled.
    for (const row of hidden) await store.removePreviews(await store.listPreviews(previewsFolderOf(row)));
  }
}

/** Removes the previews of uploads that an interrupted attempt has turned into DELETED. */
export async function removePreviewsOfDeleted(imageId: string, dependencies: Dependencies): Promise<void> {
  const { store } = dependencies;
  for (const row of await newestRows(imageId, dependencies.catalog)) {
    if (isLiving(row) || isDeletion(row)) continue;
    await store.removePreviews(await store.listPreviews(previewsFolderOf(row)));
  }
}

export const isLiving = ({ processingStatus }: ImageRecord): boolean => processingStatus !== 'DELETED';

/** Whether an upload came before a deletion: by sequencer if both have one, otherwise by time with a margin. */
function isBefore({ sequencer, timestamp }: ImageRecord, deletion: ImageRecord): boolean {
  if (sequencer && deletion.sequencer) return compareSequencers(sequencer, deletion.sequencer) < 0;
  return timestamp < deletion.timestamp - CLOCK_DIFFERENCE_MS;
}

async function* rowsBelow(
  deletion: ImageRecord,
  { catalog }: Dependencies,
): AsyncGenerator<readonly ClaimedRecord[]> {
  // Because clocks differ, reading starts above the deletion, and continues a little below one that is done.
  let before: number | undefined;
  let end = Number.NEGATIVE_INFINITY;
  for (;;) {
    const rows = await catalog.page(deletion.imageId, ROWS_IN_A_PAGE, before);
    const done = rows.find((row) => isDeletion(row) && row.isSwept && row.timestamp < deletion.timestamp);
    if (done) end = Math.max(end, done.timestamp - CLOCK_DIFFERENCE_MS);
    yield rows.filter(({ timestamp }) => timestamp > end);
    const last = rows.at(-1);
    if (!last || last.timestamp <= end || rows.length < ROWS_IN_A_PAGE) return;
    before = last.timestamp;
  }
}

async function markAll(
  rows: readonly ImageRecord[],
  processedAt: string,
  { catalog }: Dependencies,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CONCURRENCY) {
    const batch = rows.slice(start, start + CONCURRENCY);
    await Promise.all(batch.map((row) => catalog.markDeleted(row, processedAt)));
  }
}

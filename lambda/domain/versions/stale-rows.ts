import { type ImageRecord, isDeletion, previewsFolderOf } from '../image-record';
import type { ClaimedRecord } from '../ports';
import type { ProcessingDependencies } from '../processing';
import { identityOf, isSameObject, ownVersionOf } from '../upload-identity';
import { currentOriginal, headOf } from './current-original';
import { newestRows } from './newest-rows';
import { isBefore } from './sequencer';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'store' | 'cache'>;

/** Sorts before every sequencer of S3. */
const FIRST_SEQUENCER = '0';

/**
 * Removes a row and the previews of its upload. The row is removed last, so that a retry finds what an interrupted
 * attempt has left.
 */
export async function removeWithPreviews(
  row: ImageRecord,
  { catalog, store, cache }: Dependencies,
): Promise<void> {
  if (!isDeletion(row)) {
    // An attempt at work on the row loses its claim, and removes the previews that it stores afterwards.
    if (!(await catalog.discard(row))) return;
    await store.removePreviews(await store.listPreviews(previewsFolderOf(row)));
    await cache?.invalidate(row.imageId, `upload ${identityOf(row)}`);
  }
  await catalog.remove({ ...row, processingStatus: 'DELETED' });
}

/**
 * Removes rows of the same upload at other times. Attempts began them, and died before they saw that the place of the
 * upload is this row. The previews are kept, because all these rows share them.
 */
export async function removeCopies(record: ImageRecord, { catalog }: Pick<Dependencies, 'catalog'>) {
  for (const row of await newestRows(record.imageId, catalog)) {
    const isCopy = row.timestamp !== record.timestamp && !isDeletion(row);
    if (isCopy && identityOf(row) === identityOf(record)) await catalog.remove(row);
  }
}

/**
 * The row that replaces an upload without a version, if any. A key has at most one object without a version, so a
 * newer upload or a deletion replaces it. For a request through the API, the record that the queue has made of the
 * same object replaces it too.
 */
export async function replacementOf(
  record: ImageRecord,
  { catalog }: Pick<Dependencies, 'catalog'>,
): Promise<ImageRecord | undefined> {
  if (ownVersionOf(record)) return undefined;
  const rows = await newestRows(record.imageId, catalog);
  return rows.find(
    (row) =>
      row.timestamp !== record.timestamp &&
      !ownVersionOf(row) &&
      (isBefore(record, row) ||
        (isFinished(row) &&
          !isOvertaken(row, rows) &&
          (isRecordOfQueue(row, record) || isFirst(row, record)))),
  );
}

/** Whether a version was uploaded after the object of a row, according to the sequencers. */
export const isOvertaken = (row: ImageRecord, rows: readonly ImageRecord[]): boolean =>
  rows.some((other) => !isDeletion(other) && ownVersionOf(other) !== undefined && isBefore(row, other));

const isFinished = ({ processingStatus }: ImageRecord): boolean =>
  processingStatus === 'COMPLETED' || processingStatus === 'FAILED';

const isRecordOfQueue = (row: ImageRecord, record: ImageRecord): boolean =>
  record.sequencer === undefined && row.sequencer !== undefined && isSameObject(row, record);

/**
 * One event can have two rows, if a request through the API, which does not know the event, began one of them. The
 * older row is kept.
 */
const isFirst = (row: ImageRecord, other: ImageRecord): boolean =>
  row.sequencer !== undefined &&
  row.sequencer === other.sequencer &&
  isSameObject(row, other) &&
  row.timestamp < other.timestamp;

/**
 * Removes the uploads that this one has replaced, since a key has at most one object without a version: older uploads,
 * and uploads without an event whose object is the same, or does not exist any more.
 */
export async function removeReplaced(record: ImageRecord, dependencies: Dependencies): Promise<void> {
  const rows = await newestRows(record.imageId, dependencies.catalog);
  const others = rows.filter(
    (row) => !ownVersionOf(row) && !isDeletion(row) && identityOf(row) !== identityOf(record),
  );
  for (const row of others) {
    const isReplaced = !record.sequencer && isSameObject(row, record) && isOvertaken(row, rows);
    const isOlder = isBefore(row, record) || isCopyOf(row, record) || isFirst(record, row) || isReplaced;
    const isUnknown = !isOlder && !row.sequencer && !(await isStored(row, dependencies.store));
    if (isOlder || isUnknown) await removeWithPreviews(row, dependencies);
  }
}

/**
 * Clears the rows above the row of the current object, which must be the newest. They are deletions that are no longer
 * in effect, and versions that were removed; both are removed. A version that still exists was placed too high by its
 * Last-Modified, and is moved below.
 */
export async function removeStaleAbove(record: ImageRecord, dependencies: Dependencies): Promise<void> {
  const { catalog, store } = dependencies;
  const rows = await newestRows(record.imageId, catalog);
  const position = rows.findIndex(({ timestamp }) => timestamp === record.timestamp);
  if (position <= 0 || !(await isCurrent(record, dependencies))) return;
  for (const row of rows.slice(0, position)) {
    const exists = !isDeletion(row) && (await isStored(row, store));
    if (!exists) await removeWithPreviews(row, dependencies);
    else if (!row.sequencer) await catalog.setSequencer(row, FIRST_SEQUENCER);
  }
}

/** Whether a row without an event belongs to the same object as a record that has an event or is newer. */
const isCopyOf = (row: ImageRecord, record: ImageRecord): boolean =>
  row.sequencer === undefined &&
  isSameObject(row, record) &&
  (record.sequencer !== undefined || row.timestamp < record.timestamp);

async function isCurrent(record: ImageRecord, { store }: Dependencies): Promise<boolean> {
  const head = await currentOriginal(record, store);
  return head !== undefined && isSameObject(head, record);
}

/** Whether S3 has the object of a row. `null` is the version id by which S3 finds an object without a version. */
async function isStored(row: ClaimedRecord, store: Dependencies['store']): Promise<boolean> {
  const { bucket, key, versionId = 'null' } = row;
  const head = await headOf({ bucket, key, versionId }, store);
  return head !== undefined && isSameObject(head, row);
}

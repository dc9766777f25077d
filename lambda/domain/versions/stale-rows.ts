import { type ImageRecord, isDeletion, previewsFolderOf } from '../image-record';
import type { ClaimedRecord } from '../ports';
import type { ProcessingDependencies } from '../processing';
import { identityOf, isSameObject, ownVersionOf } from '../upload-identity';
import { currentOriginal, headOf } from './current-original';
import { newestRows } from './newest-rows';
import { isBefore } from './sequencer';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'store' | 'cache'>;

/** Below every sequencer of S3. */
const FIRST_SEQUENCER = '0';

/**
 * Removes a row with everything that was made from its upload. The row goes last, so that a repetition finds what
 * an interrupted attempt has left.
 */
export async function removeWithPreviews(
  row: ImageRecord,
  { catalog, store, cache }: Dependencies,
): Promise<void> {
  if (!isDeletion(row)) {
    // An attempt at work on it loses its claim by this, and removes what it stores later itself.
    if (!(await catalog.discard(row))) return;
    await store.removePreviews(await store.listPreviews(previewsFolderOf(row)));
    await cache?.invalidate(row.imageId, `upload ${identityOf(row)}`);
  }
  await catalog.remove({ ...row, processingStatus: 'DELETED' });
}

/**
 * Removes rows that attempts began for the same upload at other times, and died before they noticed that its place
 * is this row. Their previews are this one's.
 */
export async function removeCopies(record: ImageRecord, { catalog }: Pick<Dependencies, 'catalog'>) {
  for (const row of await newestRows(record.imageId, catalog)) {
    const isCopy = row.timestamp !== record.timestamp && !isDeletion(row);
    if (isCopy && identityOf(row) === identityOf(record)) await catalog.remove(row);
  }
}

/**
 * What stands in place of an upload without a version: a newer one, or a deletion, since a key has one such object at
 * most; or, for a request through the API, the record that the queue has made of the same object meanwhile.
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

/** Whether S3 says that another version was uploaded after the object of a row. */
export const isOvertaken = (row: ImageRecord, rows: readonly ImageRecord[]): boolean =>
  rows.some((other) => !isDeletion(other) && ownVersionOf(other) !== undefined && isBefore(row, other));

const isFinished = ({ processingStatus }: ImageRecord): boolean =>
  processingStatus === 'COMPLETED' || processingStatus === 'FAILED';

const isRecordOfQueue = (row: ImageRecord, record: ImageRecord): boolean =>
  record.sequencer === undefined && row.sequencer !== undefined && isSameObject(row, record);

/** Two rows can be of the same event, when one was begun by a request that did not know it. The first one stays. */
const isFirst = (row: ImageRecord, other: ImageRecord): boolean =>
  row.sequencer !== undefined &&
  row.sequencer === other.sequencer &&
  isSameObject(row, other) &&
  row.timestamp < other.timestamp;

/**
 * A key has one object without a version at most. Removes the uploads that this one has replaced: those before it,
 * and those without an event that are of the same object, or of one that S3 does not have.
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
 * Nothing stands above the row of the current object. Rows that were read before S3 was asked, and that stand above
 * it, are of what is gone: deletions that are no longer in effect, and versions that were removed. A version that
 * is still there, but not current, was placed by Last-Modified alone, and goes below.
 */
export async function removeStaleAbove(record: ImageRecord, dependencies: Dependencies): Promise<void> {
  const { catalog, store } = dependencies;
  const rows = await newestRows(record.imageId, catalog);
  const own = rows.findIndex(({ timestamp }) => timestamp === record.timestamp);
  if (own <= 0 || !(await isCurrent(record, dependencies))) return;
  for (const row of rows.slice(0, own)) {
    const isThere = !isDeletion(row) && (await isStored(row, store));
    if (!isThere) await removeWithPreviews(row, dependencies);
    else if (!row.sequencer) await catalog.setSequencer(row, FIRST_SEQUENCER);
  }
}

/** Whether a row without an event is of the same object as a record that knows more of it, or is newer. */
const isCopyOf = (row: ImageRecord, record: ImageRecord): boolean =>
  row.sequencer === undefined &&
  isSameObject(row, record) &&
  (record.sequencer !== undefined || row.timestamp < record.timestamp);

async function isCurrent(record: ImageRecord, { store }: Dependencies): Promise<boolean> {
  const head = await currentOriginal(record, store);
  return head !== undefined && isSameObject(head, record);
}

/** Whether S3 has the version of a row. An object without a version is asked for by S3's name for it, `null`. */
async function isStored(row: ClaimedRecord, store: Dependencies['store']): Promise<boolean> {
  const { bucket, key, versionId = 'null' } = row;
  const head = await headOf({ bucket, key, versionId }, store);
  return head !== undefined && isSameObject(head, row);
}

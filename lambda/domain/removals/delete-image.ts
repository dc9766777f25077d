import { recordOf } from '../event-record';
import { imageIdOf, isDeletion, previewsFolderOf } from '../image-record';
import type { Outcome } from '../outcome';
import type { ClaimedRecord, OriginalHead } from '../ports';
import { type Attempt, attemptUntil, type ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';
import { identityOf, isSameObject } from '../upload-identity';
import { processUpload } from '../uploads/process-upload';
import { currentOriginal } from '../versions/current-original';
import { isForgotten } from '../versions/forgotten';
import { newestRows } from '../versions/newest-rows';
import { compareSequencers } from '../versions/sequencer';
import { finishForgetting } from './forget-image';
import { isEventOf, recordDeletion } from './record-deletion';
import { removeVersion } from './remove-version';
import { isLiving, removePreviewsOfDeleted, sweepAll, sweepBefore } from './sweep-rows';

/** Time for one attempt if the caller sets no deadline. */
const ATTEMPT_MS = 60_000;

/**
 * Handles a removal in the source bucket. The event says only that something was removed, so the current state of the
 * key in S3 decides what happens to the image. Safe to repeat.
 * - If the key has no object: writes a DELETED row, turns every other row into DELETED, removes the previews, and
 *   publishes `Image Deleted`, unless an earlier deletion has done this.
 * - If the key has an object: removes the row and the previews of the removed version. If the removal made an older
 *   object current again, that object is processed.
 * @throws VersionHeldError while another attempt processes the object that is current again
 */
export async function deleteImage(
  event: UploadEvent,
  dependencies: ProcessingDependencies,
  attempt: Attempt = attemptAt(event, dependencies),
): Promise<Outcome> {
  const imageId = imageIdOf(event.bucket, event.key);
  if (await isForgotten(imageId, dependencies)) {
    const isRemoved = (await newestRows(imageId, dependencies.catalog)).length === 0;
    if (isRemoved) await finishForgetting(imageId, dependencies);
    return { kind: 'superseded' };
  }
  // The rows are read before the head, so none of them belongs to an upload that came after the head was read.
  const rows = await newestRows(imageId, dependencies.catalog);
  const head = await currentOriginal(event, dependencies.store);
  const [newest] = rows;
  if (head) {
    const outcome = await followLivingImage({ event, head, newest }, attempt, withoutCache(dependencies));
    await invalidate(event, dependencies);
    return outcome;
  }
  const isDeletedBefore = newest !== undefined && isDeletion(newest) && !isEventOf(newest, event);
  // An earlier attempt may be restoring an object below that deletion. This event then deletes the object again.
  if (isDeletedBefore && !rows.some(isLiving)) {
    if (event.kind === 'version-deleted') await removeVersion(event, undefined, dependencies);
    return { kind: 'superseded', record: newest };
  }
  const deletion = await recordDeletion(event, dependencies);
  if (!deletion) return followUndone(event, dependencies);
  await sweepAll(deletion, rows, dependencies);
  if (event.kind === 'version-deleted') await removeVersion(event, undefined, withoutCache(dependencies));
  await invalidate(event, dependencies);
  await dependencies.publisher.publish('Image Deleted', deletion);
  await dependencies.catalog.markSwept(deletion);
  return { kind: 'deleted', record: deletion };
}

/**
 * Invalidates the cached previews of the image after they are removed from the store. If this fails, the event is
 * delivered again and everything is repeated.
 */
const invalidate = async (
  { bucket, key, kind, versionId, sequencer, eventTime }: UploadEvent,
  { cache }: ProcessingDependencies,
): Promise<void> =>
  cache?.invalidate(imageIdOf(bucket, key), `${kind} ${versionId ?? ''} ${sequencer ?? eventTime}`);

/** Prevents further invalidations: one event causes one, however much it removes. */
const withoutCache = ({ cache: _, ...dependencies }: ProcessingDependencies): ProcessingDependencies =>
  dependencies;

interface LivingImage {
  readonly event: UploadEvent;
  readonly head: OriginalHead;
  /** The newest row, read before `head`. */
  readonly newest: ClaimedRecord | undefined;
}

async function followLivingImage(
  { event, head, newest }: LivingImage,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  if (event.kind === 'delete-marker-created') return followOvertaken(event, head, dependencies);
  // Without versions, a removal does not make an older object current again.
  const comesBack = head.versionId !== undefined && !(newest && isRecordOf(newest, head));
  // The restored object is published before the row of the removed version is deleted, so that a retry finds that row.
  const outcome = comesBack ? await restore(head, attempt, dependencies) : undefined;
  if (!comesBack && newest) await removeUnrecorded(newest, head, dependencies);
  await removeVersion(event, head, dependencies);
  return outcome ?? { kind: 'superseded', ...(newest && { record: newest }) };
}

/**
 * Removes the previews of an interrupted restoration. Another attempt may have recorded the same object under another
 * identity since, so no record names them.
 */
async function removeUnrecorded(
  newest: ClaimedRecord,
  head: OriginalHead,
  { store }: ProcessingDependencies,
): Promise<void> {
  const restored = recordOf(restorationOf(head), 'DELETED');
  if (!restored.uploadId || identityOf(newest) === identityOf(restored)) return;
  await store.removePreviews(await store.listPreviews(previewsFolderOf(restored)));
}

const isRecordOf = (row: ClaimedRecord, head: OriginalHead): boolean =>
  (row.processingStatus === 'COMPLETED' || row.processingStatus === 'FAILED') && isSameObject(row, head);

const restorationOf = ({ size, lastModified, ...ref }: OriginalHead): UploadEvent => ({
  ...ref,
  kind: 'created',
  eventTime: lastModified,
  size,
  reprocess: 'if-deleted',
});

const restore = (
  head: OriginalHead,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> => processUpload(restorationOf(head), attempt, dependencies);

/**
 * Records a deletion that is older than the current object: its row goes below the row of that object, and the uploads
 * that it hid become DELETED. A deletion that was undone, or that has no sequencer to place it by, is not recorded.
 */
async function followOvertaken(
  event: UploadEvent,
  head: OriginalHead,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  if (!event.sequencer) return { kind: 'superseded' };
  const rows = await newestRows(imageIdOf(event.bucket, event.key), dependencies.catalog);
  const current = rows.find((row) => !isDeletion(row) && isSameObject(row, head));
  const isOlder =
    !current || (current.sequencer && compareSequencers(event.sequencer, current.sequencer) < 0);
  const deletion = isOlder ? await recordDeletion(event, dependencies) : undefined;
  if (!deletion) return followUndone(event, dependencies);
  await sweepBefore(deletion, head, dependencies);
  await dependencies.catalog.markSwept(deletion);
  return { kind: 'superseded', record: deletion };
}

/** The delete marker itself was removed. Only finishes what an earlier attempt at the deletion has begun. */
async function followUndone(
  { bucket, key }: UploadEvent,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  await removePreviewsOfDeleted(imageIdOf(bucket, key), dependencies);
  return { kind: 'superseded' };
}

function attemptAt(event: UploadEvent, { now }: Pick<ProcessingDependencies, 'now'>): Attempt {
  const holder = `removal:${event.versionId ?? ''}:${event.sequencer ?? event.eventTime}`;
  return attemptUntil(holder, now() + ATTEMPT_MS);
}

import { recordOf } from '../event-record';
import { imageIdOf, isDeletion, previewsFolderOf } from '../image-record';
import type { Outcome } from '../outcome';
import type { ClaimedRecord, OriginalHead } from '../ports';
import type { Attempt, ProcessingDependencies } from '../processing';
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

/** Milliseconds that an attempt may take when nobody gives it a deadline. */
const ATTEMPT_MS = 60_000;
const FINISHING_MS = 8_000;

/**
 * Follows a removal in the source bucket. The event only says that something was removed; what S3 says is current
 * decides what becomes of the image. Safe to repeat.
 * - No object is left: a DELETED row is written, every row becomes DELETED, the previews are removed, and `Image
 *   Deleted` is published, unless an earlier deletion said so already.
 * - The key has an object: the removed version goes with its row and previews, and an object that this made current
 *   again is the image again, with previews.
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
  // Rows are read before S3 is asked: no row of them can be of an upload that came after the answer.
  const rows = await newestRows(imageId, dependencies.catalog);
  const head = await currentOriginal(event, dependencies.store);
  const [newest] = rows;
  if (head) {
    const outcome = await followLivingImage({ event, head, newest }, attempt, withoutCache(dependencies));
    await invalidate(event, dependencies);
    return outcome;
  }
  const isDeletedBefore = newest !== undefined && isDeletion(newest) && !isEventOf(newest, event);
  // Below that deletion, an image that had come back may be in the making: this event deletes it again.
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
 * Makes the caches forget the image once its previews are removed. If that fails, the event is delivered again, and all
 * of this is repeated.
 */
const invalidate = async (
  { bucket, key, kind, versionId, sequencer, eventTime }: UploadEvent,
  { cache }: ProcessingDependencies,
): Promise<void> =>
  cache?.invalidate(imageIdOf(bucket, key), `${kind} ${versionId ?? ''} ${sequencer ?? eventTime}`);

/** One event costs one invalidation, however much it removes. */
const withoutCache = ({ cache: _, ...dependencies }: ProcessingDependencies): ProcessingDependencies =>
  dependencies;

interface LivingImage {
  readonly event: UploadEvent;
  readonly head: OriginalHead;
  /** The newest row, read before S3 said what is current. */
  readonly newest: ClaimedRecord | undefined;
}

async function followLivingImage(
  { event, head, newest }: LivingImage,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  if (event.kind === 'delete-marker-created') return followOvertaken(event, head, dependencies);
  // Where S3 keeps no versions, no other object comes back when one is removed.
  const comesBack = head.versionId !== undefined && !(newest && isRecordOf(newest, head));
  // The object that came back is published before the row of the removed version goes: a repetition finds it.
  const outcome = comesBack ? await restore(head, attempt, dependencies) : undefined;
  if (!comesBack && newest) await removeUnrecorded(newest, head, dependencies);
  await removeVersion(event, head, dependencies);
  return outcome ?? { kind: 'superseded', ...(newest && { record: newest }) };
}

/** An interrupted restoration may have stored previews of what another attempt has recorded since. */
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
 * A deletion that a newer upload has overtaken is noted in its place below that upload, and what it hid is DELETED.
 * Nothing is noted of one that was undone, or whose place nobody knows.
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

/** The delete marker itself was removed: what an earlier attempt at it has begun is finished, no more. */
async function followUndone(
  { bucket, key }: UploadEvent,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  await removePreviewsOfDeleted(imageIdOf(bucket, key), dependencies);
  return { kind: 'superseded' };
}

function attemptAt(event: UploadEvent, { now }: Pick<ProcessingDependencies, 'now'>): Attempt {
  const claimUntil = now() + ATTEMPT_MS;
  const holder = `removal:${event.versionId ?? ''}:${event.sequencer ?? event.eventTime}`;
  return { holder, renderBy: claimUntil - FINISHING_MS, claimUntil };
}

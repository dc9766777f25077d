import { PermanentImageError } from './errors';
import { expiryOf, MAX_EVENTS_IN_ONE_MILLISECOND, recordOf } from './event-record';
import { isForgotten } from './forgotten';
import {
  type ImageRecord,
  imageIdOf,
  isDeletion,
  isUploadOf,
  previewsPrefixOf,
  versionSegmentOf,
} from './image-record';
import type { Outcome } from './outcome';
import type { ClaimedRecord } from './ports';
import type { ProcessingDependencies } from './processing';
import { compareEvents } from './sequencer';
import type { UploadEvent } from './upload';

type DeletionDependencies = Pick<
  ProcessingDependencies,
  'store' | 'catalog' | 'publisher' | 'now' | 'retentionDays'
>;

/**
 * Follows a removal in the source bucket. When the image itself is gone, a DELETED row is written, every
 * older row becomes DELETED, their previews are removed and `Image Deleted` is published. When only an old
 * version is gone, that version's row and previews go with it and nothing is published, since the image
 * lives on. Safe to repeat; the row is written before the history is read (see `claimVersion`).
 */
export async function deleteImage(event: UploadEvent, dependencies: DeletionDependencies): Promise<Outcome> {
  const imageId = imageIdOf(event.bucket, event.key);
  if (await isForgotten(imageId, dependencies.catalog)) return { kind: 'superseded' };
  if (event.kind === 'version-deleted' && (await isOldVersion(imageId, event, dependencies))) {
    return forgetVersion(imageId, event, dependencies);
  }
  const deletion = await recordDeletion(deletionRecord(event, dependencies), dependencies);
  const history = await dependencies.catalog.history(imageId);
  const processedAt = deletion.processedAt ?? '';
  const isOlder = (row: ClaimedRecord) => compareEvents(row, deletion) < 0;
  for (const row of history.filter((candidate) => isOlder(candidate) && !isDeletion(candidate))) {
    if (row.processingStatus !== 'DELETED') await dependencies.catalog.markDeleted(row, processedAt);
  }
  const newer = history.filter((row) => !isOlder(row) && !isDeletion(row));
  await removePreviewsExcept(imageId, newer, dependencies);
  // A newer upload is the image's current state, so nobody is notified of a deletion.
  if (newer.length > 0) return { kind: 'superseded', record: deletion };
  await dependencies.publisher.publish('Image Deleted', deletion);
  return { kind: 'deleted', record: deletion };
}

/**
 * S3 does not say whether a permanently removed version was the current one. It was an old one if a later
 * upload or deletion of the key is recorded, or if the key still has an object, whose message may be late.
 */
async function isOldVersion(
  imageId: string,
  event: UploadEvent,
  { catalog, store }: DeletionDependencies,
): Promise<boolean> {
  if (!event.versionId) return false;
  const history = await catalog.history(imageId);
  const own = history.find((row) => isUploadOf(row, versionSegmentOf(event)));
  const others = history.filter((row) => row !== own && versionSegmentOf(row) !== versionSegmentOf(event));
  // A version that was never seen, as with a delete marker that is itself removed, leaves the image
  // untouched unless this is all that is known of it.
  const isOlder = own ? others.some((row) => compareEvents(row, own) > 0) : others.length > 0;
  return isOlder || hasOriginal(event, store);
}

async function hasOriginal(
  { bucket, key }: UploadEvent,
  store: DeletionDependencies['store'],
): Promise<boolean> {
  try {
    await store.headOriginal({ bucket, key });
    return true;
  } catch (error) {
    if (error instanceof PermanentImageError) return false;
    throw error;
  }
}

async function forgetVersion(
  imageId: string,
  event: UploadEvent,
  { catalog, store, now }: DeletionDependencies,
): Promise<Outcome> {
  const version = versionSegmentOf(event);
  const row = (await catalog.history(imageId)).find((candidate) => isUploadOf(candidate, version));
  if (row) await catalog.markDeleted(row, new Date(now()).toISOString());
  await store.removePreviews(await store.listPreviews(`${previewsPrefixOf(imageId)}${version}/`));
  return { kind: 'superseded', ...(row && { record: row }) };
}

const deletionRecord = (event: UploadEvent, { now, retentionDays }: DeletionDependencies): ImageRecord => ({
  ...recordOf(event, 'DELETED'),
  processedAt: new Date(now()).toISOString(),
  ...expiryOf(now(), retentionDays),
});

/** Writes the row at the first millisecond, from the event's own on, that no other event of the key has taken. */
async function recordDeletion(wanted: ImageRecord, { catalog }: DeletionDependencies): Promise<ImageRecord> {
  for (let offset = 0; offset < MAX_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
    const candidate = { ...wanted, timestamp: wanted.timestamp + offset };
    if (await catalog.putDeleted(candidate)) return candidate;
  }
  throw new Error(`No free row for the deletion of ${wanted.key} at ${wanted.timestamp}.`);
}

async function removePreviewsExcept(
  imageId: string,
  kept: readonly ClaimedRecord[],
  { store }: DeletionDependencies,
): Promise<void> {
  const prefix = previewsPrefixOf(imageId);
  const keptFolders = kept.map((row) => `${prefix}${versionSegmentOf(row)}/`);
  const keys = await store.listPreviews(prefix);
  await store.removePreviews(keys.filter((key) => !keptFolders.some((folder) => key.startsWith(folder))));
}

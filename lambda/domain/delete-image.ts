import { PermanentImageError } from './errors';
import {
  type ImageRecord,
  imageIdOf,
  isDeletion,
  isUploadOf,
  previewsPrefixOf,
  uploadDateOf,
  userIdOf,
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

/** Events of one key in one millisecond that get a row each, before something must be wrong. */
const MOST_EVENTS_IN_ONE_MILLISECOND = 64;
const SECONDS_PER_DAY = 86_400;

/**
 * Follows a removal in the source bucket. When the image itself is gone, a DELETED row is written, every
 * older row becomes DELETED, their previews are removed and `Image Deleted` is published. When only an old
 * version is gone, that version's row and previews go with it and nothing is published, since the image
 * lives on. Safe to repeat; the row is written before the history is read (see `claimVersion`).
 */
export async function deleteImage(event: UploadEvent, dependencies: DeletionDependencies): Promise<Outcome> {
  const imageId = imageIdOf(event.bucket, event.key);
  if (await isForgotten(imageId, dependencies)) return { kind: 'superseded' };
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
  // A newer upload is the image's current state: telling anybody that it is deleted would be untrue.
  if (newer.length > 0) return { kind: 'superseded', record: deletion };
  await dependencies.publisher.publish('Image Deleted', deletion);
  return { kind: 'deleted', record: deletion };
}

/** Whether the image was forgotten and has had no upload since: then nothing may be written of it. */
async function isForgotten(imageId: string, { catalog }: DeletionDependencies): Promise<boolean> {
  const at = await catalog.forgottenAt(imageId);
  if (at === undefined) return false;
  const history = await catalog.history(imageId);
  return !history.some((row) => row.timestamp > at);
}

/**
 * A permanently removed version is an old one when a later upload or deletion of the key is known, or when
 * the key still has an object: S3 does not say which it was, and the message of what came later may be late.
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

function deletionRecord(event: UploadEvent, { now, retentionDays }: DeletionDependencies): ImageRecord {
  const userId = userIdOf(event.key);
  return {
    imageId: imageIdOf(event.bucket, event.key),
    timestamp: event.eventTime,
    processingStatus: 'DELETED',
    bucket: event.bucket,
    key: event.key,
    uploadDate: uploadDateOf(event.eventTime),
    processedAt: new Date(now()).toISOString(),
    ...(event.versionId && { versionId: event.versionId }),
    ...(event.eTag && { eTag: event.eTag }),
    ...(event.sequencer && { sequencer: event.sequencer }),
    ...(userId && { userId }),
    ...(retentionDays && { ttl: Math.floor(now() / 1000) + retentionDays * SECONDS_PER_DAY }),
  };
}

/** Finds the first millisecond from the event's own that no other event of the key has taken. */
async function recordDeletion(wanted: ImageRecord, { catalog }: DeletionDependencies): Promise<ImageRecord> {
  for (let offset = 0; offset < MOST_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
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

import { expiryOf, MESSAGE_LIFE_DAYS } from '../event-record';
import { type ImageRecord, previewsPrefixOf, uploadDateOf } from '../image-record';
import type { ProcessingDependencies } from '../processing';
import { newestRows } from '../versions/newest-rows';

type ForgettingDependencies = Pick<
  ProcessingDependencies,
  'store' | 'catalog' | 'publisher' | 'cache' | 'now'
>;

/**
 * Removes an image permanently: the original with all its versions, its records and its previews.
 *
 * The order of the steps makes it safe to repeat after a crash at any point:
 * 1. Write a note that the image is forgotten, so that neither the events of this removal nor late events write
 *    anything about it.
 * 2. Remove the original, while the records still name its key. From here on no attempt can succeed.
 * 3. Publish `Image Deleted`, while there is a record to publish.
 * 4. Remove the records. An attempt that is still at work loses its claim and cannot record anything any more.
 * 5. Remove the previews, after the records, so that previews which such an attempt has stored meanwhile are removed
 *    too. Their prefix is known without a record.
 * 6. With a CDN, invalidate its caches. The note is marked as done only then, because nothing else records that this
 *    step is missing.
 * @param unrecorded the location of the original, if no record names it
 * @returns false if nothing of the image existed
 */
export async function forgetImage(
  imageId: string,
  dependencies: ForgettingDependencies,
  unrecorded?: Pick<ImageRecord, 'bucket' | 'key'>,
): Promise<boolean> {
  const { store, catalog, publisher, cache, now } = dependencies;
  const [newest] = await newestRows(imageId, catalog);
  const original = newest ?? unrecorded;
  const at = now();
  const { ttl: noteExpiry = 0 } = expiryOf(at, MESSAGE_LIFE_DAYS);
  if (original) {
    await catalog.markForgotten(imageId, { forgottenAt: at, isDone: false }, noteExpiry);
    await store.removeOriginal(original.bucket, original.key);
  }
  if (newest) {
    await publisher.publish('Image Deleted', deletionOf(newest, at));
    await catalog.forget(imageId);
  }
  if (original && !cache) await catalog.markForgotten(imageId, { forgottenAt: at, isDone: true }, noteExpiry);
  const previews = await store.listPreviews(previewsPrefixOf(imageId));
  if (previews.length > 0 && cache && !original) {
    await catalog.markForgotten(imageId, { forgottenAt: at, isDone: false }, noteExpiry);
  }
  await store.removePreviews(previews);
  const isFinished = await finishForgetting(imageId, dependencies);
  return original !== undefined || previews.length > 0 || isFinished;
}

/**
 * Invalidates the caches of the CDN for a forgotten image whose note is not done, and marks the note as done. The
 * handlers of the removal's events call this too, so that it happens even if the attempt that removed the image died.
 * @returns whether there was something to do
 */
export async function finishForgetting(
  imageId: string,
  { store, catalog, cache, now }: Omit<ForgettingDependencies, 'publisher'>,
): Promise<boolean> {
  const note = cache && (await catalog.forgottenNote(imageId));
  if (!note || note.isDone) return false;
  await store.removePreviews(await store.listPreviews(previewsPrefixOf(imageId)));
  await cache.invalidate(imageId, `forgotten ${note.forgottenAt}`);
  const { ttl = 0 } = expiryOf(now(), MESSAGE_LIFE_DAYS);
  await catalog.markForgotten(imageId, { ...note, isDone: true }, ttl);
  return true;
}

/** The record to publish: it says whose image was deleted, and nothing about its content. */
function deletionOf({ imageId, bucket, key, userId }: ImageRecord, at: number): ImageRecord {
  return {
    imageId,
    timestamp: at,
    processingStatus: 'DELETED',
    bucket,
    key,
    uploadDate: uploadDateOf(at),
    processedAt: new Date(at).toISOString(),
    ...(userId && { userId }),
  };
}

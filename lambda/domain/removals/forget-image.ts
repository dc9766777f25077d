import { expiryOf, MESSAGE_LIFE_DAYS } from '../event-record';
import { type ImageRecord, previewsPrefixOf, uploadDateOf } from '../image-record';
import type { ProcessingDependencies } from '../processing';
import { newestRows } from '../versions/newest-rows';

type ForgettingDependencies = Pick<
  ProcessingDependencies,
  'store' | 'catalog' | 'publisher' | 'cache' | 'now'
>;

/**
 * Removes an image for good: the original with all its versions, its records, its previews. Answers false
 * when there was nothing of it.
 *
 * Each step leaves what the next attempt needs to go on, so it is safe to repeat after a crash anywhere:
 * 1. A note that the image is forgotten, so that neither the removal's own events nor late ones write of it.
 * 2. The original, whose key only the records know, or the caller. From here on no attempt can succeed.
 * 3. `Image Deleted`, while there is still a record to tell of it.
 * 4. The records. An attempt still at work loses its claim by this, and cannot record anything any more.
 * 5. The previews, last, so that those which such an attempt stored meanwhile go too. Their prefix needs
 *    no record to be known.
 * 6. With a CDN, its caches. The note says that this is to be done until it is, because nothing else is left to say so.
 * @param unrecorded where the original lies, should no record know it
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
 * Makes the caches of the CDN forget an image whose removal is noted and not done, and notes that it is. The events
 * of the removal do so as well, so that it is done even if the attempt that removed the image has ended.
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

/** What the event says: whose image it was, and nothing of what was in it. */
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

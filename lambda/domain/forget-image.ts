import { type ImageRecord, previewsPrefixOf, uploadDateOf } from './image-record';
import type { ProcessingDependencies } from './process-upload';

type ForgettingDependencies = Pick<ProcessingDependencies, 'store' | 'catalog' | 'publisher' | 'now'>;

/**
 * Removes an image for good: the original with all its versions, its records, its previews. Answers false
 * when there was nothing of it.
 *
 * Each step leaves what the next attempt needs to go on, so it is safe to repeat after a crash anywhere:
 * 1. The original, whose key only the records know. From here on no attempt can succeed.
 * 2. `Image Deleted`, while there is still a record to tell of it.
 * 3. The records. An attempt still at work loses its claim by this, and cannot record anything any more.
 * 4. The previews, last, so that those which such an attempt stored meanwhile go too. Their prefix needs
 *    no record to be known.
 */
export async function forgetImage(
  imageId: string,
  { store, catalog, publisher, now }: ForgettingDependencies,
): Promise<boolean> {
  const [newest] = await catalog.history(imageId);
  if (newest) {
    await store.removeOriginal(newest.bucket, newest.key);
    await publisher.publish('Image Deleted', deletionOf(newest, now()));
    await catalog.forget(imageId);
  }
  const previews = await store.listPreviews(previewsPrefixOf(imageId));
  await store.removePreviews(previews);
  return newest !== undefined || previews.length > 0;
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

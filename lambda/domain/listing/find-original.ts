import { DarkroomError } from '../errors';
import { imageIdOf } from '../image-record';
import type { ImageStore } from '../ports';
import { UPLOADS_PREFIX } from '../upload';

/** Keys that are looked at for one that no record knows: 50 listings of S3 at most. */
const MAX_KEYS = 50_000;

/** No record knows the image, and the bucket has more keys than can be searched for it. */
export class OriginalNotSearchedError extends DarkroomError {
  override readonly name = 'OriginalNotSearchedError';
  readonly code = 'ORIGINAL_NOT_SEARCHED';
  readonly retryable = false;
}

/**
 * Finds the key of an image without a record by listing the keys below `uploads/`: an image id is the hash of its
 * key, and cannot be turned back into it.
 * @returns nothing when no key has this id
 * @throws OriginalNotSearchedError when there are too many keys to look at all of them
 */
export async function findOriginal(
  imageId: string,
  bucket: string,
  {
    store,
    maxKeys = MAX_KEYS,
  }: { readonly store: Pick<ImageStore, 'originalKeys'>; readonly maxKeys?: number },
): Promise<string | undefined> {
  let looked = 0;
  for await (const key of store.originalKeys(bucket, UPLOADS_PREFIX)) {
    if (imageIdOf(bucket, key) === imageId) return key;
    looked += 1;
    if (looked < maxKeys) continue;
    throw new OriginalNotSearchedError(
      `No record knows the image ${imageId}, and there are more than ${maxKeys} keys under ${UPLOADS_PREFIX} to search for it. An operator can remove it by its key: npm run images -- forget KEY.`,
    );
  }
  return undefined;
}

import { DarkroomError } from '../errors';
import { imageIdOf } from '../image-record';
import type { ImageStore } from '../ports';
import { UPLOADS_PREFIX } from '../upload';

/** Keys to look at: 50 requests if each key has one version (S3 API, ListObjectVersions: 1,000 versions in each). */
const MAX_KEYS = 50_000;

/** The image has no record, and the bucket has too many keys to search for it. */
export class OriginalNotSearchedError extends DarkroomError {
  override readonly name = 'OriginalNotSearchedError';
  readonly code = 'ORIGINAL_NOT_SEARCHED';
  readonly retryable = false;
}

/**
 * Finds the key of an image without a record by listing the keys under `uploads/`. The image id is a hash, so the key
 * cannot be computed from it.
 * @returns undefined if no key has this id
 * @throws OriginalNotSearchedError if there are more than `maxKeys` keys
 */
export async function findOriginal(
  imageId: string,
  bucket: string,
  {
    store,
    maxKeys = MAX_KEYS,
  }: { readonly store: Pick<ImageStore, 'originalKeys'>; readonly maxKeys?: number },
): Promise<string | undefined> {
  let keysRead = 0;
  for await (const key of store.originalKeys(bucket, UPLOADS_PREFIX)) {
    if (imageIdOf(bucket, key) === imageId) return key;
    keysRead += 1;
    if (keysRead < maxKeys) continue;
    throw new OriginalNotSearchedError(
      `No record knows the image ${imageId}, and there are more than ${maxKeys} keys under ${UPLOADS_PREFIX} to search for it. An operator can remove it by its key: npm run images -- forget KEY.`,
    );
  }
  return undefined;
}

import { PermanentImageError } from '../errors';
import type { ImageStore, OriginalHead } from '../ports';
import type { UploadRef } from '../upload';

/** The current object at a key, or undefined if the key has none. */
export async function currentOriginal(
  { bucket, key }: UploadRef,
  store: Pick<ImageStore, 'headOriginal'>,
): Promise<OriginalHead | undefined> {
  return headOf({ bucket, key }, store);
}

/** The head of an object, or of one version of it; undefined if it does not exist. */
export async function headOf(
  ref: UploadRef,
  store: Pick<ImageStore, 'headOriginal'>,
): Promise<OriginalHead | undefined> {
  try {
    return await store.headOriginal(ref);
  } catch (error) {
    if (error instanceof PermanentImageError && error.code === 'SOURCE_NOT_FOUND') return undefined;
    throw error;
  }
}

import { PermanentImageError } from '../errors';
import type { ImageStore, OriginalHead } from '../ports';
import type { UploadRef } from '../upload';

/** The object that S3 calls current at a key, and nothing when the key has none. */
export async function currentOriginal(
  { bucket, key }: UploadRef,
  store: Pick<ImageStore, 'headOriginal'>,
): Promise<OriginalHead | undefined> {
  return headOf({ bucket, key }, store);
}

/** An object or one version of it, and nothing when it is gone. */
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

import { findOriginal } from '../../lambda/domain/find-original';
import { imageIdOf } from '../../lambda/domain/image-record';
import { newestRows } from '../../lambda/domain/newest-rows';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from './connection';

export interface NamedImage {
  readonly imageId: string;
  readonly key: string;
}

const IMAGE_ID = /^[0-9a-f]{32}$/;

export const isImageId = (name: string): boolean => IMAGE_ID.test(name);

/**
 * Finds an image by its key, by its S3 URL, or by its image id: by its record, or by a search of all keys.
 * @throws OperatorError
 */
export async function imageNamed(
  name: string,
  { sourceBucket, catalog, store }: Pick<Darkroom, 'sourceBucket' | 'catalog' | 'store'>,
): Promise<NamedImage> {
  if (isImageId(name)) {
    const [row] = await newestRows(name, catalog);
    if (row) return { imageId: name, key: row.key };
    // An id is a hash: without a record, the keys are all there is to compare it with.
    const key = await findOriginal(name, sourceBucket, { store, maxKeys: Number.POSITIVE_INFINITY });
    if (key) return { imageId: name, key };
    throw new OperatorError(
      `No record has the image id ${name}, and no key under ${UPLOADS_PREFIX} either, which were all searched.`,
      EXIT.findings,
    );
  }
  const key = name.startsWith(`s3://${sourceBucket}/`) ? name.slice(`s3://${sourceBucket}/`.length) : name;
  if (key.startsWith(UPLOADS_PREFIX) && key !== UPLOADS_PREFIX) {
    return { imageId: imageIdOf(sourceBucket, key), key };
  }
  throw new OperatorError(
    `${name} is not an upload of this environment. Specify a key under ${UPLOADS_PREFIX}, s3://${sourceBucket}/${UPLOADS_PREFIX}…, or an image id of 32 hex digits.`,
    EXIT.usage,
  );
}

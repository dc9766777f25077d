import { imageIdOf } from '../../lambda/domain/image-record';
import { findOriginal } from '../../lambda/domain/listing/find-original';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { newestRows } from '../../lambda/domain/versions/newest-rows';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from './connection';

export interface NamedImage {
  readonly imageId: string;
  readonly key: string;
}

const IMAGE_ID = /^[0-9a-f]{32}$/;

export const isImageId = (name: string): boolean => IMAGE_ID.test(name);

/**
 * Finds an image by its key, its S3 URL or its image id. All keys are searched for an id without a record.
 * @throws OperatorError
 */
export async function imageNamed(
  name: string,
  { sourceBucket, catalog, store }: Pick<Darkroom, 'sourceBucket' | 'catalog' | 'store'>,
): Promise<NamedImage> {
  if (isImageId(name)) {
    const [row] = await newestRows(name, catalog);
    if (row) return { imageId: name, key: row.key };
    // An id is a hash of the key, so a search has to hash every key.
    const key = await findOriginal(name, sourceBucket, { store, maxKeys: Number.POSITIVE_INFINITY });
    if (key) return { imageId: name, key };
    throw new OperatorError(
      `No record has the image id ${name}. All keys under ${UPLOADS_PREFIX} were searched for it as well.`,
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

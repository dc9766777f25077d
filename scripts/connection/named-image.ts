import { imageIdOf } from '../../lambda/domain/image-record';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from './connection';

export interface NamedImage {
  readonly imageId: string;
  readonly key: string;
}

const IMAGE_ID = /^[0-9a-f]{32}$/;

/**
 * Finds an image by its key, by its S3 URL, or by its image id, which needs a record.
 * @throws OperatorError
 */
export async function imageNamed(
  name: string,
  { sourceBucket, catalog }: Pick<Darkroom, 'sourceBucket' | 'catalog'>,
): Promise<NamedImage> {
  if (IMAGE_ID.test(name)) {
    const [row] = await catalog.history(name);
    if (row) return { imageId: name, key: row.key };
    throw new OperatorError(
      `There is no record of the image ${name}. Specify its key instead.`,
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

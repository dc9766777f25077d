import { imageIdOf } from '../../lambda/domain/image-record';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { EXIT, OperatorError } from '../cli/exit-codes';
import type { Darkroom } from '../connection/connection';

export interface NamedImage {
  readonly imageId: string;
  readonly key: string;
}

const IMAGE_ID = /^[0-9a-f]{32}$/;

/**
 * The image that somebody names: by its key, by its S3 URL, or by its image id, which a record has to know.
 * @throws OperatorError
 */
export async function imageNamed(
  name: string,
  { sourceBucket, catalog }: Pick<Darkroom, 'sourceBucket' | 'catalog'>,
): Promise<NamedImage> {
  if (IMAGE_ID.test(name)) {
    const [row] = await catalog.history(name);
    if (row) return { imageId: name, key: row.key };
    throw new OperatorError(`No record knows the image ${name}. Give its key instead.`, EXIT.findings);
  }
  const key = name.startsWith(`s3://${sourceBucket}/`) ? name.slice(`s3://${sourceBucket}/`.length) : name;
  if (key.startsWith(UPLOADS_PREFIX) && key !== UPLOADS_PREFIX) {
    return { imageId: imageIdOf(sourceBucket, key), key };
  }
  throw new OperatorError(
    `${name} is no upload of this environment. Give a key under ${UPLOADS_PREFIX}, s3://${sourceBucket}/${UPLOADS_PREFIX}…, or an image id of 32 hex digits.`,
    EXIT.usage,
  );
}

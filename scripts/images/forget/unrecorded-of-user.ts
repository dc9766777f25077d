import { HeadObjectCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { decodedMetadata } from '../../../lambda/adapters/s3/object-metadata';
import { refusalOf } from '../../../lambda/adapters/s3/unreadable-originals';
import { imageIdOf, userIdOf } from '../../../lambda/domain/image-record';
import { newestRows } from '../../../lambda/domain/versions/newest-rows';
import { inBatches } from '../../cli/batches';
import type { Darkroom } from '../../connection/connection';
import type { NamedImage } from '../../connection/named-image';
import { type SourceImage, sourceImages } from '../../connection/source-images';

interface SearchTerms {
  /** Whether an image has already been found by its records or its folder. */
  readonly known: (imageId: string) => boolean;
  readonly onProgress: (keys: number) => void;
}

const CONCURRENCY = 16;
/** Number of keys in a group. */
const GROUP = 256;

/**
 * Originals without a record whose metadata names a user, such as those whose records have expired. Reads all keys, and
 * the metadata of every original without a record.
 */
export async function* unrecordedOriginalsNaming(
  userId: string,
  darkroom: Darkroom,
  { known, onProgress }: SearchTerms,
): AsyncGenerator<NamedImage> {
  const limit = pLimit(CONCURRENCY);
  let keys = 0;
  for await (const group of inBatches(sourceImages(darkroom.s3, darkroom.sourceBucket), GROUP)) {
    const owned = await Promise.all(
      group.map((image) => limit(() => isOfUser(image, userId, darkroom, known))),
    );
    keys += group.length;
    onProgress(keys);
    for (const { key } of group.filter((_, index) => owned[index])) {
      yield { imageId: imageIdOf(darkroom.sourceBucket, key), key };
    }
  }
}

async function isOfUser(
  { key, versions }: SourceImage,
  userId: string,
  { s3, sourceBucket, catalog }: Darkroom,
  known: SearchTerms['known'],
): Promise<boolean> {
  const imageId = imageIdOf(sourceBucket, key);
  const [newest] = versions.keys();
  if (known(imageId) || newest === undefined) return false;
  if ((await newestRows(imageId, catalog)).length > 0) return false;
  try {
    const head = await s3.send(
      new HeadObjectCommand({
        Bucket: sourceBucket,
        Key: key,
        ...(newest !== 'null' && { VersionId: newest }),
      }),
    );
    return userIdOf(key, decodedMetadata(head.Metadata ?? {})) === userId;
  } catch (error) {
    if (refusalOf(error)) return false;
    throw error;
  }
}

import { forgetImage } from '../../../lambda/domain/forget-image';
import { previewsPrefixOf } from '../../../lambda/domain/image-record';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { Darkroom } from '../../connection/connection';
import { objectVersions } from '../../connection/object-versions';
import type { NamedImage } from '../image-named';

/** How much there was of an image, delete markers counted as versions. */
export interface StoredCounts {
  readonly versions: number;
  readonly previews: number;
  readonly records: number;
}

export interface ForgottenImage extends StoredCounts {
  readonly imageId: string;
}

/** An attempt that was at work can store previews once more, after it could be seen; not twice. */
const MAX_ROUNDS = 3;

/**
 * Removes an image for good, whether a record knows it or not, and looks that nothing is left.
 * @throws OperatorError when something keeps writing of it
 */
export async function forgetOne(image: NamedImage, darkroom: Darkroom): Promise<ForgottenImage> {
  const { imageId, key } = image;
  let forgotten: ForgottenImage = { imageId, versions: 0, previews: 0, records: 0 };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const counts = await countStored(image, darkroom);
    if (isNothing(counts) && round > 0) return forgotten;
    const bucket = darkroom.sourceBucket;
    await forgetImage(imageId, { ...darkroom, now: Date.now }, { bucket, key });
    forgotten = added(forgotten, counts);
  }
  if (isNothing(await countStored(image, darkroom))) return forgotten;
  throw new OperatorError(
    `Something keeps writing of ${key}, such as a client that uploads it again. Stop it, and give the command again.`,
    EXIT.findings,
  );
}

export const isNothing = ({ versions, previews, records }: StoredCounts): boolean =>
  versions + previews + records === 0;

const added = (a: ForgottenImage, b: StoredCounts): ForgottenImage => ({
  imageId: a.imageId,
  versions: a.versions + b.versions,
  previews: a.previews + b.previews,
  records: a.records + b.records,
});

export async function countStored(
  { imageId, key }: NamedImage,
  { s3, sourceBucket, store, catalog }: Darkroom,
): Promise<StoredCounts> {
  let versions = 0;
  for await (const version of objectVersions(s3, sourceBucket, key)) {
    if (version.key === key) versions += 1;
  }
  const [previews, rows] = await Promise.all([
    store.listPreviews(previewsPrefixOf(imageId)),
    catalog.history(imageId),
  ]);
  return { versions, previews: previews.length, records: rows.length };
}

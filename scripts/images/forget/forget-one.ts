import { previewsPrefixOf } from '../../../lambda/domain/image-record';
import { forgetImage } from '../../../lambda/domain/removals/forget-image';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import type { Darkroom } from '../../connection/connection';
import type { NamedImage } from '../../connection/named-image';
import { objectVersions } from '../../connection/object-versions';

/** The number of stored parts of an image. Delete markers count as versions. */
export interface StoredCounts {
  readonly versions: number;
  readonly previews: number;
  readonly records: number;
}

export interface ForgottenImage extends StoredCounts {
  readonly imageId: string;
  /** Whether it was invalidated in the caches of the CDN. Absent without a CDN. */
  readonly isInvalidated?: boolean;
}

/** A running attempt can store previews again after the first round, but only once. */
const MAX_ROUNDS = 3;

/**
 * Removes an image permanently, with or without a record, and verifies that nothing is left.
 * @throws OperatorError when something keeps storing parts of it
 */
export async function forgetOne(image: NamedImage, darkroom: Darkroom): Promise<ForgottenImage> {
  const { imageId, key } = image;
  let forgotten: ForgottenImage = { imageId, versions: 0, previews: 0, records: 0 };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const counts = await countStored(image, darkroom);
    if (isNothing(counts) && round > 0) return forgotten;
    const bucket = darkroom.sourceBucket;
    await forgetImage(imageId, { ...darkroom, now: Date.now }, { bucket, key });
    // `forgetImage` returns only after the CDN has accepted the invalidation.
    forgotten = { ...added(forgotten, counts), ...(darkroom.cache && { isInvalidated: true }) };
  }
  if (isNothing(await countStored(image, darkroom))) return forgotten;
  throw new OperatorError(
    `${key} keeps coming back, for example because a client uploads it again. Stop that, and run the command again.`,
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

/** Whether an image was removed, but its invalidation in the CDN failed. */
export const isLeftInCaches = async (
  { imageId }: NamedImage,
  { cache, catalog }: Pick<Darkroom, 'cache' | 'catalog'>,
): Promise<boolean> => cache !== undefined && (await catalog.forgottenNote(imageId))?.isDone === false;

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

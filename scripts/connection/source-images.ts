import type { S3Client } from '@aws-sdk/client-s3';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { ownVersionOf } from '../../lambda/domain/upload-identity';
import { type ObjectVersion, objectVersions } from './object-versions';
import type { SourceObject } from './source-objects';

/** Everything that S3 lists at one key. */
export interface SourceImage {
  readonly key: string;
  /** The current object; absent below a delete marker. */
  readonly object?: SourceObject;
  /** The ETag of each object version by its id, which is `null` where the bucket kept no versions. */
  readonly versions: ReadonlyMap<string, string>;
  /** Versions below the current object and above the newest delete marker, newest first. */
  readonly older: readonly SourceObject[];
}

/**
 * All keys below `uploads/` with their versions, sorted by key, without folder markers. Works in every kind of
 * bucket.
 * @param after continue after this key
 */
export async function* sourceImages(
  s3: S3Client,
  bucket: string,
  after?: string,
): AsyncGenerator<SourceImage> {
  let group: ObjectVersion[] = [];
  for await (const version of objectVersions(s3, bucket, UPLOADS_PREFIX, after)) {
    if (group[0] && group[0].key !== version.key) {
      yield* imageOf(group);
      group = [];
    }
    group.push(version);
  }
  yield* imageOf(group);
}

/** The image of one key's versions, of which the newest comes first. */
export function* imageOf(group: readonly ObjectVersion[]): Generator<SourceImage> {
  const [newest] = group;
  if (!newest || (newest.key.endsWith('/') && newest.size === 0)) return;
  const { key, isDeleteMarker, isLatest } = newest;
  const objects = group.filter((version) => !version.isDeleteMarker);
  yield {
    key,
    versions: new Map(objects.map((version) => [version.versionId, version.eTag])),
    older: olderThan(newest, group),
    ...(isLatest && !isDeleteMarker && { object: objectOf(newest) }),
  };
}

function olderThan(newest: ObjectVersion, group: readonly ObjectVersion[]): SourceObject[] {
  const marker = group.findIndex((version) => version.isDeleteMarker);
  const visible = marker < 0 ? group : group.slice(0, marker);
  // An object without a version id cannot be distinguished from those that it replaced.
  return visible.filter((version) => version !== newest && ownVersionOf(version)).map(objectOf);
}

const objectOf = ({ key, versionId, eTag, size, lastModified }: ObjectVersion): SourceObject => ({
  key,
  versionId,
  eTag,
  size,
  lastModified,
});

import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { unquoted } from '../../lambda/domain/e-tag';

/** A version of an object, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  /** Without quotes; empty for a delete marker. */
  readonly eTag: string;
  /** Epoch milliseconds, to the second. */
  readonly lastModified: number;
  /** Bytes; 0 for a delete marker. */
  readonly size: number;
  readonly storageClass?: string;
}

/**
 * Every version of every object with a prefix, sorted by key, then newest first.
 * @param after continue after this key
 */
export async function* objectVersions(
  s3: S3Client,
  bucket: string,
  prefix: string,
  after?: string,
): AsyncGenerator<ObjectVersion> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = after ? { KeyMarker: after } : {};
  while (from) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    );
    yield* inOrder([...(page.Versions ?? []).map(version), ...(page.DeleteMarkers ?? []).map(deleteMarker)]);
    from = page.IsTruncated ? markersOf(page) : undefined;
  }
}

/** A page lists versions and delete markers separately, with times in whole seconds. */
const inOrder = (versions: ObjectVersion[]): ObjectVersion[] =>
  versions.sort(
    (a, b) =>
      compareKeys(a.key, b.key) || Number(b.isLatest) - Number(a.isLatest) || b.lastModified - a.lastModified,
  );

/** S3 sorts keys by their UTF-8 bytes. */
const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Listed = NonNullable<ListObjectVersionsCommandOutput['DeleteMarkers']>[number];

const deleteMarker = ({
  Key = '',
  VersionId = 'null',
  IsLatest = false,
  LastModified,
}: Listed): ObjectVersion => ({
  key: Key,
  versionId: VersionId,
  isLatest: IsLatest,
  isDeleteMarker: true,
  eTag: '',
  lastModified: LastModified?.getTime() ?? 0,
  size: 0,
});

function version(listed: NonNullable<ListObjectVersionsCommandOutput['Versions']>[number]): ObjectVersion {
  const { Size: size = 0, ETag = '', StorageClass: storageClass } = listed;
  const eTag = unquoted(ETag);
  return {
    ...deleteMarker(listed),
    isDeleteMarker: false,
    eTag,
    size,
    ...(storageClass && { storageClass }),
  };
}

const markersOf = ({ NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput) => ({
  ...(NextKeyMarker && { KeyMarker: NextKeyMarker }),
  ...(NextVersionIdMarker && { VersionIdMarker: NextVersionIdMarker }),
});

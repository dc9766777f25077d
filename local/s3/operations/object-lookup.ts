import { S3Error } from '../errors';
import type { Bucket } from '../store/object-index';
import type { ObjectStore } from '../store/object-store';
import type { ObjectVersion, StoredVersion } from '../stored-object';

/** A time in HTTP's form, in seconds. */
export const httpDate = (time: number): string => new Date(time).toUTCString();

/** A time in the form of S3's XML. Its milliseconds are always zero. */
export const isoDate = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}.000Z`;

export const quoted = (eTag: string): string => `"${eTag}"`;

/** Only versioned buckets return version ids. */
export const versionHeader = ({ record }: Bucket, versionId: string | undefined): Record<string, string> =>
  record.versioned && versionId !== undefined ? { 'x-amz-version-id': versionId } : {};

/**
 * The object that a read requests.
 * @throws S3Error `NoSuchKey`, `NoSuchVersion`, and `MethodNotAllowed` for the version id of a delete marker
 */
export function findObject(
  store: ObjectStore,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  if (versionId === undefined) return existing(bucket, key, store.newest(bucket, key));
  const version = store.version(bucket, key, versionId);
  if (!version) throw new S3Error('NoSuchVersion', { details: { Key: key, VersionId: versionId } });
  if (version.kind === 'object') return version;
  throw new S3Error('MethodNotAllowed', {
    details: { Method: 'GET', ResourceType: 'DeleteMarker' },
    headers: {
      ...markerHeaders(bucket, version),
      Allow: 'DELETE',
      'Last-Modified': httpDate(version.lastModified),
    },
  });
}

function existing(bucket: Bucket, key: string, newest: StoredVersion | undefined): ObjectVersion {
  if (newest?.kind === 'object') return newest;
  const headers = newest ? markerHeaders(bucket, newest) : {};
  throw new S3Error('NoSuchKey', { details: { Key: key }, headers });
}

const markerHeaders = (bucket: Bucket, { versionId }: StoredVersion): Record<string, string> => ({
  'x-amz-delete-marker': 'true',
  ...versionHeader(bucket, versionId),
});

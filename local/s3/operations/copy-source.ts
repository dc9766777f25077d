import { parseCopySource } from '../copy-source-name';
import { S3Error } from '../errors';
import { isArchived } from '../object-description';
import { COPY_CONDITIONS, checkReadConditions } from '../preconditions';
import type { Bucket } from '../store/object-index';
import type { ObjectVersion } from '../stored-object';
import type { ServiceCall } from './call';
import { findObject, versionHeader } from './object-lookup';

export interface CopySource {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  /** Names the version that was copied. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The object that `x-amz-copy-source` names, after a check of its conditions.
 * @throws S3Error `InvalidArgument`, `PreconditionFailed`, and those of a read
 */
export function copySource({ request, store }: ServiceCall): CopySource {
  const source = parseCopySource(request.header('x-amz-copy-source') ?? '');
  if (!source) {
    throw new S3Error('InvalidArgument', {
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    });
  }
  const bucket = store.index.bucket(source.bucket);
  const version = findObject(store, bucket, decodeKey(source.key), source.versionId);
  if (isArchived(version)) throw new S3Error('ObjectNotInActiveTierError');
  if (checkReadConditions(request, version, COPY_CONDITIONS) === 'not-modified')
    throw new S3Error('PreconditionFailed');
  const copied = versionHeader(bucket, version.versionId)['x-amz-version-id'];
  return { bucket, version, headers: copied ? { 'x-amz-copy-source-version-id': copied } : {} };
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidArgument', { message: 'The copy source must be URL-encoded UTF-8.' });
  }
}

import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { unquoted } from '../../lambda/domain/e-tag';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { EXIT, OperatorError } from '../cli/exit-codes';

/** A current object under `uploads/`. */
export interface SourceObject {
  readonly key: string;
  readonly eTag: string;
  /** Absent if the listing does not contain it. */
  readonly versionId?: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds, to the second. */
  readonly lastModified: number;
}

export interface Listing {
  /** A prefix below `uploads/`. */
  readonly prefix?: string;
  /** Continue after this key. */
  readonly after?: string;
}

/** The current objects of the source bucket, sorted by key, without folder markers. */
export async function* sourceObjects(
  s3: S3Client,
  bucket: string,
  { prefix = UPLOADS_PREFIX, after }: Listing = {},
): AsyncGenerator<SourceObject> {
  if (!prefix.startsWith(UPLOADS_PREFIX)) {
    // Previews must never be processed as originals, even if both are in one bucket.
    throw new OperatorError(`The prefix is ${prefix}, but must start with ${UPLOADS_PREFIX}.`, EXIT.usage);
  }
  const input = { Bucket: bucket, Prefix: prefix, ...(after && { StartAfter: after }) };
  for await (const page of paginateListObjectsV2({ client: s3 }, input)) {
    for (const { Key: key, ETag, Size: size = 0, LastModified } of page.Contents ?? []) {
      if (!key || (key.endsWith('/') && size === 0)) continue;
      const eTag = unquoted(ETag ?? '');
      yield { key, eTag, size, lastModified: LastModified?.getTime() ?? 0 };
    }
  }
}

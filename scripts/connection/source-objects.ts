import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import { EXIT, OperatorError } from '../cli/exit-codes';

/** A current object under `uploads/`. */
export interface SourceObject {
  readonly key: string;
  readonly eTag: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds, to the second. */
  readonly lastModified: number;
}

export interface Listing {
  /** Below `uploads/`. */
  readonly prefix?: string;
  /** Go on after this key. */
  readonly after?: string;
}

/** The current objects of the source bucket in the order of their keys, without folder markers. */
export async function* sourceObjects(
  s3: S3Client,
  bucket: string,
  { prefix = UPLOADS_PREFIX, after }: Listing = {},
): AsyncGenerator<SourceObject> {
  if (!prefix.startsWith(UPLOADS_PREFIX)) {
    // Outputs are never taken for inputs, even where both lie in one bucket.
    throw new OperatorError(
      `The prefix is ${prefix}, but originals lie under ${UPLOADS_PREFIX}.`,
      EXIT.usage,
    );
  }
  const input = { Bucket: bucket, Prefix: prefix, ...(after && { StartAfter: after }) };
  for await (const page of paginateListObjectsV2({ client: s3 }, input)) {
    for (const { Key: key, ETag, Size: size = 0, LastModified } of page.Contents ?? []) {
      if (!key || (key.endsWith('/') && size === 0)) continue;
      const eTag = (ETag ?? '').replaceAll('"', '');
      yield { key, eTag, size, lastModified: LastModified?.getTime() ?? 0 };
    }
  }
}

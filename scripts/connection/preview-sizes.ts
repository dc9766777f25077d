import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Darkroom } from './connection';

/** Bytes of each stored preview below a prefix, by its key. */
export async function previewSizes(
  { s3, processedBucket }: Pick<Darkroom, 's3' | 'processedBucket'>,
  prefix: string,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for await (const page of paginateListObjectsV2(
    { client: s3 },
    { Bucket: processedBucket, Prefix: prefix },
  )) {
    for (const { Key: key = '', Size: size = 0 } of page.Contents ?? []) sizes.set(key, size);
  }
  return sizes;
}

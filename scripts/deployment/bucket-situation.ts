import { GetBucketVersioningCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { statusOf } from '../../lambda/adapters/aws-errors';

/** The state of a bucket name, seen from one account. */
export type BucketSituation =
  | { readonly kind: 'free' }
  /** It belongs to another account, or to this one without access. S3 does not distinguish the two. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'ours'; readonly region: string };

/** Asks `HeadBucket`, which does not read the contents of the bucket. */
export async function bucketSituation(
  s3: S3Client,
  name: string,
  accountId: string,
): Promise<BucketSituation> {
  try {
    const { BucketRegion: region } = await s3.send(
      new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: accountId }),
    );
    return { kind: 'ours', region: region ?? (await configuredRegion(s3)) };
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return { kind: 'free' };
    // S3 returns 400 without a body for an unexpected owner in another region.
    if (status === 403 || status === 301 || status === 400) return { kind: 'refused' };
    throw error;
  }
}

export async function isVersioned(s3: S3Client, bucket: string, accountId: string): Promise<boolean> {
  const { Status: status } = await s3.send(
    new GetBucketVersioningCommand({ Bucket: bucket, ExpectedBucketOwner: accountId }),
  );
  return status === 'Enabled';
}

const configuredRegion = async (s3: S3Client): Promise<string> => String(await s3.config.region());

import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { DistributionDeclaration } from '../../plan/topology/distributions';
import type { Authorizer } from '../iam/authorizer';
import { type EdgeResponse, errorResponse } from './viewer-request';

const CLOUDFRONT = 'cloudfront.amazonaws.com';

export interface BucketOriginOptions {
  readonly distribution: Pick<DistributionDeclaration, 'arn' | 'bucket'>;
  /** A client of the twin itself. It reads what the bucket's policy allows CloudFront to read. */
  readonly s3: S3Client;
  readonly authorizer: Pick<Authorizer, 'decideService'>;
}

/** Reads objects of a bucket as CloudFront does with an origin access control. */
export function bucketOrigin({ distribution, s3, authorizer }: BucketOriginOptions) {
  const { arn: sourceArn, bucket } = distribution;
  const isAllowed = async (action: string, resource: string): Promise<boolean> =>
    (await authorizer.decideService({ service: CLOUDFRONT, sourceArn }, { action, resource })) === undefined;

  return async (key: string): Promise<EdgeResponse> => {
    if (key === '' || !(await isAllowed('s3:GetObject', `arn:aws:s3:::${bucket}/${key}`))) {
      return errorResponse(403, 'AccessDenied', 'Access Denied');
    }
    try {
      return await objectResponse(await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NoSuchKey') throw error;
      const mayList = await isAllowed('s3:ListBucket', `arn:aws:s3:::${bucket}`);
      return mayList
        ? errorResponse(404, 'NoSuchKey', 'The specified key does not exist.')
        : errorResponse(403, 'AccessDenied', 'Access Denied');
    }
  };
}

async function objectResponse(object: GetObjectCommandOutput): Promise<EdgeResponse> {
  const body = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
  const metadata = Object.entries(object.Metadata ?? {}).map(([name, value]) => [
    `x-amz-meta-${name}`,
    value,
  ]);
  return {
    status: 200,
    headers: {
      'content-type': object.ContentType ?? 'binary/octet-stream',
      'content-length': String(body.length),
      ...(object.CacheControl && { 'cache-control': object.CacheControl }),
      ...(object.ETag && { etag: object.ETag }),
      ...(object.LastModified && { 'last-modified': object.LastModified.toUTCString() }),
      ...Object.fromEntries(metadata),
    },
    body,
  };
}

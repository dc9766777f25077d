import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import type { LambdaFunction } from './lambda-function';

export const READ_ORIGINALS = ['s3:GetObject', 's3:GetObjectVersion'] as const;
export const FIND_ORIGINALS = ['s3:ListBucket'] as const;

export const TAKE_UPLOADS = ['s3:PutObject'] as const;
export const FIND_VERSIONS = ['s3:ListBucketVersions'] as const;
export const FORGET_ORIGINALS = ['s3:DeleteObjectVersion'] as const;

/** Where originals are: Darkroom's own source bucket or an imported one. */
export interface OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Lets a function read originals, and tells it where they are (`SOURCE_BUCKET`). */
  grantRead(fn: LambdaFunction): void;
  /** Lets a function read originals, presign uploads and forget originals (`SOURCE_BUCKET`). */
  grantManage(fn: LambdaFunction): void;
}

type Place = Pick<OriginalsBucket, 'bucketName' | 'bucketArn'>;

export function grantReadOriginals({ bucketName, bucketArn }: Place, fn: LambdaFunction): void {
  fn.setEnvironment('SOURCE_BUCKET', bucketName);
  fn.allow({
    Sid: 'ReadOriginals',
    Action: READ_ORIGINALS,
    Resource: `${bucketArn}/${UPLOADS_PREFIX}*`,
  });
  fn.allow({
    Sid: 'TellMissingFromForbidden',
    Action: FIND_ORIGINALS,
    Resource: bucketArn,
    // S3 answers 404 rather than 403 for a missing object only to who may list the bucket. A GetObject
    // has no prefix to compare, hence IfExists.
    Condition: { StringLikeIfExists: { 's3:prefix': `${UPLOADS_PREFIX}*` } },
  });
}

/**
 * Lets a function, besides reading originals, presign uploads, whose bearer acts as the function's role, and
 * remove an original with all its versions.
 */
export function grantManageOriginals(bucket: Place, fn: LambdaFunction): void {
  grantReadOriginals(bucket, fn);
  const uploads = `${bucket.bucketArn}/${UPLOADS_PREFIX}*`;
  fn.allow({ Sid: 'PresignUploads', Action: TAKE_UPLOADS, Resource: uploads });
  fn.allow({
    Sid: 'FindVersions',
    Action: FIND_VERSIONS,
    Resource: bucket.bucketArn,
    Condition: { StringLike: { 's3:prefix': `${UPLOADS_PREFIX}*` } },
  });
  fn.allow({ Sid: 'ForgetOriginals', Action: FORGET_ORIGINALS, Resource: uploads });
}

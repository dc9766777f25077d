import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { LambdaFunction } from '../lambda-function';

export const READ_ORIGINALS = ['s3:GetObject', 's3:GetObjectVersion'] as const;
export const FIND_ORIGINALS = ['s3:ListBucket', 's3:ListBucketVersions'] as const;

export const TAKE_UPLOADS = ['s3:PutObject'] as const;
export const FIND_VERSIONS = ['s3:ListBucketVersions'] as const;
export const FORGET_ORIGINALS = ['s3:DeleteObjectVersion'] as const;

/** The bucket of the originals: Darkroom's own or an imported one. */
export interface OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Lets a function read originals, and sets the name of the bucket in its environment (`SOURCE_BUCKET`). */
  grantRead(fn: LambdaFunction): void;
  /** Lets a function presign uploads and downloads, and delete originals; sets `SOURCE_BUCKET`. */
  grantManage(fn: LambdaFunction): void;
}

type Bucket = Pick<OriginalsBucket, 'bucketName' | 'bucketArn'>;

/** Lets a function read originals, and sets `SOURCE_BUCKET` in its environment. */
export function grantReadOriginals({ bucketName, bucketArn }: Bucket, fn: LambdaFunction): void {
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
    // S3 returns 404 for a missing object only if the caller may list the bucket; otherwise it returns 403. For a
    // missing version it may require the second action. GetObject has no prefix, hence IfExists.
    Condition: { StringLikeIfExists: { 's3:prefix': `${UPLOADS_PREFIX}*` } },
  });
}

/**
 * Lets a function presign uploads and downloads, and delete an original with all its versions. A request with a
 * presigned URL has the permissions of the role of the function.
 */
export function grantManageOriginals(bucket: Bucket, fn: LambdaFunction): void {
  fn.setEnvironment('SOURCE_BUCKET', bucket.bucketName);
  const uploads = `${bucket.bucketArn}/${UPLOADS_PREFIX}*`;
  fn.allow({
    Sid: 'PresignUploads',
    Action: TAKE_UPLOADS,
    Resource: uploads,
    // An upload must send `If-None-Match: *`, so it cannot overwrite an object.
    Condition: { Null: { 's3:if-none-match': 'false' } },
  });
  fn.allow({ Sid: 'PresignDownloads', Action: READ_ORIGINALS, Resource: uploads });
  fn.allow({
    Sid: 'FindVersions',
    Action: FIND_VERSIONS,
    Resource: bucket.bucketArn,
    Condition: { StringLike: { 's3:prefix': `${UPLOADS_PREFIX}*` } },
  });
  fn.allow({ Sid: 'ForgetOriginals', Action: FORGET_ORIGINALS, Resource: uploads });
}

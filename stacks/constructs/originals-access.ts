import { UPLOADS_PREFIX } from '../../lambda/domain/upload';
import type { LambdaFunction } from './lambda-function';

export const READ_ORIGINALS = ['s3:GetObject', 's3:GetObjectVersion'] as const;
export const FIND_ORIGINALS = ['s3:ListBucket'] as const;

/** Where originals are: Darkroom's own source bucket or an imported one. */
export interface OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
}

/** Lets a function read originals, and tells it where they are (`SOURCE_BUCKET`). */
export function grantReadOriginals({ bucketName, bucketArn }: OriginalsBucket, fn: LambdaFunction): void {
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

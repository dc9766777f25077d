import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function';
import { grantManageOriginals, grantReadOriginals, type OriginalsBucket } from './originals-access';

export interface ImportedSourceBucketProps {
  readonly name: string;
}

/**
 * Somebody else's bucket to take uploads from. Nothing of it is configured here: its owner turns its
 * EventBridge notifications on, and keeps its encryption, lifecycle and policy.
 */
export class ImportedSourceBucket extends Construct implements OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, { name }: ImportedSourceBucketProps) {
    super(scope, id);
    const bucket = new DataAwsS3Bucket(this, 'bucket', { bucket: name });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
  }

  grantRead(fn: LambdaFunction): void {
    grantReadOriginals(this, fn);
  }

  grantManage(fn: LambdaFunction): void {
    grantManageOriginals(this, fn);
  }
}

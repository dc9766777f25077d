import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { Construct } from 'constructs';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { grantManageOriginals, grantReadOriginals, type OriginalsBucket } from './originals-access';

export interface ImportedSourceBucketProps {
  /** The name of the existing bucket. */
  readonly name: string;
}

/**
 * An existing bucket with uploads. This construct does not configure the bucket. Its owner turns on its EventBridge
 * notifications, and decides on its encryption, lifecycle and policy.
 */
export class ImportedSourceBucket extends Construct implements OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: ImportedSourceBucketProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.bucketNameLength });
    const bucket = new DataAwsS3Bucket(this, 'bucket', { bucket: props.name });
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

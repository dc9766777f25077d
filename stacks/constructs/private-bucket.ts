import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

export interface PrivateBucketProps {
  /** Name of the bucket, unique among all AWS accounts. */
  readonly name: string;
  /** Whether Terraform refuses to destroy the bucket. If not, destroying it deletes its objects too. */
  readonly retain: boolean;
  /** Whether overwritten and deleted objects are kept as noncurrent versions. */
  readonly versioned: boolean;
}

/** A bucket that is encrypted, blocks public access, and accepts requests over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.bucketNameLength });
    const { name, retain, versioned } = props;
    const bucket = new S3Bucket(this, 'bucket', {
      bucket: name,
      forceDestroy: !retain,
      lifecycle: { preventDestroy: retain },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;

    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, 'public-access-block', {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    if (versioned) {
      new S3BucketVersioningA(this, 'versioning', {
        bucket: bucket.bucket,
        versioningConfiguration: { status: 'Enabled' },
      });
    }
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.bucket,
      policy: denyPlainHttp(bucket.arn),
      // S3 refuses two changes of one bucket's access at the same time (409).
      dependsOn: [publicAccessBlock],
    });
  }
}

const denyPlainHttp = (bucketArn: string): string =>
  policyDocument([
    {
      Sid: 'DenyPlainHttp',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);

import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { policyDocument } from './policy-document';

export interface PrivateBucketProps {
  readonly name: string;
  /** Whether Terraform refuses to destroy it, and S3 to empty it. */
  readonly retain: boolean;
  /** Whether overwritten and deleted objects stay as noncurrent versions. */
  readonly versioned: boolean;
}

/** A bucket that is encrypted, closed to the public, and spoken to over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, { name, retain, versioned }: PrivateBucketProps) {
    super(scope, id);
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
      // S3 answers 409 to two changes of one bucket's access at the same time.
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

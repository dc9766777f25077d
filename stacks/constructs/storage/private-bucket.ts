import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { EncryptionKey } from '../encryption-key';
import { denyPlainHttp, type PolicyStatement, policyDocument } from '../policy-document';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

/** Seconds that browsers keep the response to a preflight. */
export const CORS_MAX_AGE_SECONDS = 3600;

export interface PrivateBucketProps {
  /** The name of the bucket, unique among all AWS accounts. */
  readonly name: string;
  /** Whether Terraform refuses to destroy the bucket. If not, destroying it also deletes its objects. */
  readonly retain: boolean;
  /** Whether overwritten and deleted objects are kept as noncurrent versions. */
  readonly versioned: boolean;
  /** The key that encrypts the objects. @default - keys of S3 */
  readonly encryptionKey?: EncryptionKey | undefined;
  /**
   * Whether another stack replaces the policy with one that has more statements. This stack then creates the policy,
   * but does not change it afterwards. @default false
   */
  readonly policyIsExtended?: boolean;
}

/** The statements in the policy of every private bucket. */
export const privateBucketStatements = (bucketArn: string): PolicyStatement[] => [
  denyPlainHttp('s3:*', [bucketArn, `${bucketArn}/*`]),
];

/** A bucket that is encrypted, blocks public access, and accepts only requests with TLS. */
export class PrivateBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.bucketNameLength });
    const { name, retain, versioned, encryptionKey, policyIsExtended = false } = props;
    const bucket = new S3Bucket(this, 'bucket', {
      bucket: name,
      forceDestroy: !retain,
      lifecycle: { preventDestroy: retain },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;

    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.bucket,
      rule: [
        {
          ...defaultEncryption(encryptionKey),
          // The default of S3 for new buckets. If it were omitted, Terraform would plan to remove it with each
          // deployment.
          blockedEncryptionTypes: ['SSE-C'],
        },
      ],
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
      policy: policyDocument(privateBucketStatements(bucket.arn)),
      ...(policyIsExtended && { lifecycle: { ignoreChanges: ['policy'] } }),
      // S3 refuses two concurrent changes of the access to a bucket (409).
      dependsOn: [publicAccessBlock],
    });
  }
}

/** The default encryption. With a bucket key, S3 calls KMS once for many objects. */
const defaultEncryption = (key: EncryptionKey | undefined) =>
  key
    ? {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
      }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };

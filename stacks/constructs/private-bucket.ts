import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { EncryptionKey } from './encryption-key';
import { denyPlainHttp, type PolicyStatement, policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

export interface PrivateBucketProps {
  /** Name of the bucket, unique among all AWS accounts. */
  readonly name: string;
  /** Whether Terraform refuses to destroy the bucket. If not, destroying it deletes its objects too. */
  readonly retain: boolean;
  /** Whether overwritten and deleted objects are kept as noncurrent versions. */
  readonly versioned: boolean;
  /** The key that encrypts the objects. @default - keys of S3 */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** A bucket that is encrypted, blocks public access, and accepts requests over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  private readonly statements: PolicyStatement[];
  private readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.bucketNameLength });
    const { name, retain, versioned, encryptionKey } = props;
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
          // S3 does so for new buckets anyway; unsaid, Terraform would plan to undo it with each deployment.
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
    this.statements = [denyPlainHttp('s3:*', [bucket.arn, `${bucket.arn}/*`])];
    this.policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.bucket,
      policy: policyDocument(this.statements),
      // S3 refuses two changes of one bucket's access at the same time (409).
      dependsOn: [publicAccessBlock],
    });
  }

  /** Adds a statement to the policy of the bucket. */
  admit(statement: PolicyStatement): void {
    this.statements.push(statement);
    this.policy.policy = policyDocument(this.statements);
  }
}

/** With a bucket key, S3 asks KMS once for many objects. */
const defaultEncryption = (key: EncryptionKey | undefined) =>
  key
    ? {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn },
        bucketKeyEnabled: true,
      }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };

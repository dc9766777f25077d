import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { EncryptionKey } from '../encryption-key';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { abandonedUploadsRule } from './abandoned-uploads-rule';
import { grantManageOriginals, grantReadOriginals, type OriginalsBucket } from './originals-access';
import { CORS_MAX_AGE_SECONDS, PrivateBucket } from './private-bucket';

/** The minimum of S3: objects can move to Standard-IA 30 days after their creation. */
const INFREQUENT_ACCESS_AFTER_DAYS = 30;
const GLACIER_AFTER_DAYS = 90;
const NONCURRENT_VERSIONS_DAYS = 30;

export interface SourceBucketProps {
  /** The name of the bucket, unique among all AWS accounts. */
  readonly name: string;
  /** Whether Terraform refuses to destroy the bucket. */
  readonly retain: boolean;
  /** Origins whose pages may upload from a browser. If empty, the bucket has no CORS configuration. */
  readonly allowedOrigins: readonly string[];
  /** The key that encrypts the objects. @default - keys of S3 */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** Receives the uploads and stores the originals, with their versions. */
export class SourceBucket extends Construct implements OriginalsBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: SourceBucketProps) {
    super(scope, id);
    requireProps(this, props, { allowedOrigins: rules.webOrigins });
    const { name, retain, allowedOrigins, encryptionKey } = props;
    this.encryptionKey = encryptionKey;
    const { bucketName, bucketArn } = new PrivateBucket(this, 'private', {
      name,
      retain,
      versioned: true,
      encryptionKey,
    });
    this.bucketName = bucketName;
    this.bucketArn = bucketArn;

    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucketName,
      rule: [
        {
          id: 'originals',
          status: 'Enabled',
          filter: [{ prefix: UPLOADS_PREFIX }],
          transition: [
            { days: INFREQUENT_ACCESS_AFTER_DAYS, storageClass: 'STANDARD_IA' },
            { days: GLACIER_AFTER_DAYS, storageClass: 'GLACIER_IR' },
          ],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_VERSIONS_DAYS }],
          // Removes delete markers whose versions have all expired.
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
        abandonedUploadsRule,
      ],
    });
    if (allowedOrigins.length > 0) {
      new S3BucketCorsConfiguration(this, 'cors', {
        bucket: bucketName,
        corsRule: [
          {
            allowedOrigins: [...allowedOrigins],
            allowedMethods: ['PUT', 'POST', 'GET'],
            allowedHeaders: ['*'],
            exposeHeaders: ['ETag', 'x-amz-version-id'],
            maxAgeSeconds: CORS_MAX_AGE_SECONDS,
          },
        ],
      });
    }
  }

  grantRead(fn: LambdaFunction): void {
    grantReadOriginals(this, fn);
    this.encryptionKey?.grantUse(fn);
  }

  grantManage(fn: LambdaFunction): void {
    grantManageOriginals(this, fn);
    this.encryptionKey?.grantUse(fn);
  }
}

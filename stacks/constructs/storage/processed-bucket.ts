import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { PREVIEWS_PREFIX } from '../../../lambda/domain/image-record';
import type { EncryptionKey } from '../encryption-key';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { abandonedUploadsRule } from './abandoned-uploads-rule';
import { CORS_MAX_AGE_SECONDS, PrivateBucket } from './private-bucket';

export const WRITE_PREVIEWS = ['s3:PutObject', 's3:DeleteObject'] as const;
export const REMOVE_PREVIEWS = ['s3:DeleteObject'] as const;
export const READ_PREVIEWS = ['s3:GetObject'] as const;
export const LIST_PREVIEWS = ['s3:ListBucket'] as const;

export interface ProcessedBucketProps {
  /** The name of the bucket, unique among all AWS accounts. */
  readonly name: string;
  /** Whether Terraform refuses to destroy the bucket. */
  readonly retain: boolean;
  /** Days until previews are deleted; 0 keeps them. */
  readonly expirationDays: number;
  /** Origins whose scripts may read previews. If empty, the bucket has no CORS configuration. */
  readonly allowedOrigins: readonly string[];
  /** The key that encrypts the objects. @default - keys of S3 */
  readonly encryptionKey?: EncryptionKey | undefined;
  /** Whether the stack `delivery` adds a distribution to the policy of the bucket. @default false */
  readonly isDelivered?: boolean;
}

/** Stores the previews. They can be made again from the originals, so the bucket has no versions. */
export class ProcessedBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: ProcessedBucketProps) {
    super(scope, id);
    requireProps(this, props, { expirationDays: rules.expirationDays, allowedOrigins: rules.webOrigins });
    const { name, retain, expirationDays, allowedOrigins, encryptionKey, isDelivered = false } = props;
    this.encryptionKey = encryptionKey;
    const { bucketName, bucketArn } = new PrivateBucket(this, 'private', {
      name,
      retain,
      versioned: false,
      encryptionKey,
      policyIsExtended: isDelivered,
    });
    this.bucketName = bucketName;
    this.bucketArn = bucketArn;

    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucketName,
      rule: [...expirationRules(expirationDays), abandonedUploadsRule],
    });
    if (allowedOrigins.length > 0) {
      new S3BucketCorsConfiguration(this, 'cors', {
        bucket: bucketName,
        corsRule: [
          {
            allowedOrigins: [...allowedOrigins],
            allowedMethods: ['GET', 'HEAD'],
            allowedHeaders: ['*'],
            maxAgeSeconds: CORS_MAX_AGE_SECONDS,
          },
        ],
      });
    }
  }

  /** Lets a function presign downloads of previews. Such a request has the permissions of the role of the function. */
  grantRead(fn: LambdaFunction): void {
    this.encryptionKey?.grantUse(fn);
    fn.allow({
      Sid: 'PresignPreviews',
      Action: READ_PREVIEWS,
      Resource: `${this.bucketArn}/${PREVIEWS_PREFIX}*`,
    });
  }

  /** Lets a function store, list and delete previews, and sets `PROCESSED_BUCKET` in its environment. */
  grantWrite(fn: LambdaFunction): void {
    this.encryptionKey?.grantUse(fn);
    fn.allow({
      Sid: 'WritePreviews',
      Action: WRITE_PREVIEWS,
      Resource: `${this.bucketArn}/${PREVIEWS_PREFIX}*`,
    });
    this.grantList(fn);
  }

  /** Lets a function list and delete previews, and sets `PROCESSED_BUCKET` in its environment. */
  grantRemove(fn: LambdaFunction): void {
    fn.allow({
      Sid: 'RemovePreviews',
      Action: REMOVE_PREVIEWS,
      Resource: `${this.bucketArn}/${PREVIEWS_PREFIX}*`,
    });
    this.grantList(fn);
  }

  private grantList(fn: LambdaFunction): void {
    fn.setEnvironment('PROCESSED_BUCKET', this.bucketName);
    fn.allow({
      Sid: 'ListPreviews',
      Action: LIST_PREVIEWS,
      Resource: this.bucketArn,
      Condition: { StringLike: { 's3:prefix': `${PREVIEWS_PREFIX}*` } },
    });
  }
}

const expirationRules = (days: number): S3BucketLifecycleConfigurationRule[] =>
  days === 0
    ? []
    : [
        {
          id: 'previews',
          status: 'Enabled',
          filter: [{ prefix: PREVIEWS_PREFIX }],
          expiration: [{ days }],
        },
      ];

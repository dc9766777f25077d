import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { PREVIEWS_PREFIX } from '../../lambda/domain/image-record';
import { abandonedUploadsRule } from './abandoned-uploads-rule';
import type { LambdaFunction } from './lambda-function';
import { PrivateBucket } from './private-bucket';

export const WRITE_PREVIEWS = ['s3:PutObject', 's3:DeleteObject'] as const;
export const READ_PREVIEWS = ['s3:GetObject'] as const;
export const LIST_PREVIEWS = ['s3:ListBucket'] as const;

const CORS_MAX_AGE_SECONDS = 3600;

export interface ProcessedBucketProps {
  readonly name: string;
  readonly retain: boolean;
  /** Days until a preview is removed; 0 keeps it. */
  readonly expirationDays: number;
  /** Web pages that may read previews from a script. None, and the bucket has no CORS configuration. */
  readonly allowedOrigins: readonly string[];
}

/** Keeps the previews. Everything in it can be made again from the originals, so it has no versions. */
export class ProcessedBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;

  constructor(scope: Construct, id: string, props: ProcessedBucketProps) {
    super(scope, id);
    const { name, retain, expirationDays, allowedOrigins } = props;
    const { bucketName, bucketArn } = new PrivateBucket(this, 'private', { name, retain, versioned: false });
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

  /** Lets a function presign downloads of previews, whose bearer acts as the function's role. */
  grantRead(fn: LambdaFunction): void {
    fn.allow({
      Sid: 'PresignPreviews',
      Action: READ_PREVIEWS,
      Resource: `${this.bucketArn}/${PREVIEWS_PREFIX}*`,
    });
  }

  /** Lets a function store, list and remove previews, and tells it where (`PROCESSED_BUCKET`). */
  grantWrite(fn: LambdaFunction): void {
    fn.setEnvironment('PROCESSED_BUCKET', this.bucketName);
    fn.allow({
      Sid: 'WritePreviews',
      Action: WRITE_PREVIEWS,
      Resource: `${this.bucketArn}/${PREVIEWS_PREFIX}*`,
    });
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

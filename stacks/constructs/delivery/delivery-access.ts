import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { PREVIEWS_PREFIX } from '../../../lambda/domain/image-record';
import { type PolicyStatement, policyDocument } from '../policy-document';
import { privateBucketStatements } from '../storage/private-bucket';
import { LIST_PREVIEWS, type ProcessedBucket, READ_PREVIEWS } from '../storage/processed-bucket';

export interface DeliveryAccessProps {
  /** The bucket, from another stack, which ignores changes of its policy. */
  readonly bucket: Pick<ProcessedBucket, 'bucketName' | 'bucketArn'>;
  /** The distribution that may read previews. */
  readonly distributionArn: string;
  /** The provider for the region of the bucket. */
  readonly provider: AwsProvider;
}

/**
 * Lets one CloudFront distribution read previews. The bucket stays private for everyone else. A bucket has only one
 * policy, so this one repeats the statements of the policy that the stack of the bucket creates.
 */
export class DeliveryAccess extends Construct {
  constructor(scope: Construct, id: string, { bucket, distributionArn, provider }: DeliveryAccessProps) {
    super(scope, id);
    const { bucketName, bucketArn } = bucket;
    new S3BucketPolicy(this, 'policy', {
      provider,
      bucket: bucketName,
      policy: policyDocument([
        ...privateBucketStatements(bucketArn),
        ...readerStatements(bucketArn, distributionArn),
      ]),
    });
  }
}

function readerStatements(bucketArn: string, distributionArn: string): PolicyStatement[] {
  const reader = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
  } as const;
  return [
    {
      ...reader,
      Sid: 'AdmitDelivery',
      Action: READ_PREVIEWS,
      Resource: `${bucketArn}/${PREVIEWS_PREFIX}*`,
    },
    // S3 returns 404 for a missing object only to readers that may list the bucket; otherwise it returns 403.
    { ...reader, Sid: 'TellDeliveryWhatIsMissing', Action: LIST_PREVIEWS, Resource: bucketArn },
  ];
}

import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function';
import { type PolicyStatement, policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

export const USE_KEY = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const;

/** The maximum of KMS. Until then, the deletion can be cancelled. */
const DELETION_WINDOW_DAYS = 30;

export interface EncryptionKeyProps {
  /** The ARN of an existing key, whose policy is not changed. @default - a new key, with a policy and an alias */
  readonly arn?: string;
  /** The name of the alias of a new key, without `alias/`. */
  readonly alias: string;
  /** Whether Terraform refuses to delete a new key. Without its key, encrypted data cannot be read any more. */
  readonly retain: boolean;
  /** The region of the resources that the key encrypts. */
  readonly region: string;
  /** The account that administers a new key. */
  readonly accountId: string;
  /** Whether a budget publishes to an encrypted topic. @default false */
  readonly hasBudget?: boolean;
  /** Whether a CDN of the account reads encrypted previews. @default false */
  readonly hasDelivery?: boolean;
}

/** The KMS key that encrypts buckets, queues, topics, the table and logs. */
export class EncryptionKey extends Construct {
  readonly keyArn: string;
  private readonly users = new Set<LambdaFunction>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EncryptionKeyProps,
  ) {
    super(scope, id);
    requireProps(this, props, { arn: rules.keyArn, alias: rules.keyAlias });
    this.keyArn = props.arn ?? this.make(props);
  }

  /** Lets a function use the key through S3, SQS and DynamoDB. Repeated calls have no effect. */
  grantUse(fn: LambdaFunction): void {
    if (this.users.has(fn)) return;
    this.users.add(fn);
    fn.allow({
      Sid: 'UseEncryptionKey',
      Action: USE_KEY,
      Resource: this.keyArn,
      Condition: {
        StringEquals: {
          'kms:ViaService': ['s3', 'sqs', 'dynamodb'].map(
            (service) => `${service}.${this.props.region}.amazonaws.com`,
          ),
        },
      },
    });
  }

  private make(props: EncryptionKeyProps): string {
    const key = new KmsKey(this, 'key', {
      description: 'Encrypts the photos, records, messages and logs of Darkroom.',
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyDocument(keyPolicy(props)),
      lifecycle: { preventDestroy: props.retain },
    });
    new KmsAlias(this, 'alias', { name: `alias/${props.alias}`, targetKeyId: key.keyId });
    return key.arn;
  }
}

/**
 * Lets CloudFront decrypt previews for all distributions of the account, because the distribution does not exist yet
 * when the key is created. The policies of the buckets decide which objects a distribution may read. Source: Amazon
 * CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", "SSE-KMS".
 */
const deliveryStatement = (accountId: string): PolicyStatement => ({
  Sid: 'DeliveryReadsPreviews',
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { ArnLike: { 'AWS:SourceArn': `arn:aws:cloudfront::${accountId}:distribution/*` } },
});

/**
 * The policy of a new key. The first statement lets the account grant roles the use of the key by their own policies.
 * Sources: AWS KMS Developer Guide, "Default key policy"; Amazon SQS and SNS Developer Guides, "Key management"; Amazon
 * CloudWatch Logs User Guide, "Encrypt log data".
 */
const keyPolicy = ({ region, accountId, hasBudget, hasDelivery }: EncryptionKeyProps): PolicyStatement[] => [
  {
    Sid: 'AccountAdministersKey',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  },
  {
    Sid: 'ServicesSendMessages',
    Effect: 'Allow',
    Principal: {
      Service: [
        's3.amazonaws.com',
        'events.amazonaws.com',
        'cloudwatch.amazonaws.com',
        ...(hasBudget ? ['budgets.amazonaws.com'] : []),
      ],
    },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
  },
  {
    Sid: 'LogsAreEncrypted',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE_KEY,
    Resource: '*',
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${accountId}:*` },
    },
  },
  ...(hasDelivery ? [deliveryStatement(accountId)] : []),
];

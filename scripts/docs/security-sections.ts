import { blockList, type Plan, type PlannedResource } from '../../plan/plan';
import { policyStatements } from '../../plan/policy-statements';
import { markdownTable } from '../cli/markdown-table';

/** The encryption at rest of each resource type that stores data, according to the plan. */
export function encryptionSection(plan: Plan): string[] {
  const rows = [
    ['buckets', said(plan, 'aws_s3_bucket_server_side_encryption_configuration', bucketEncryption)],
    ['table', said(plan, 'aws_dynamodb_table', tableEncryption)],
    ['queues', said(plan, 'aws_sqs_queue', queueEncryption)],
    ['topics', said(plan, 'aws_sns_topic', topicEncryption)],
    ['log groups', said(plan, 'aws_cloudwatch_log_group', logEncryption)],
  ];
  return [
    '## Encryption',
    'At rest, without `KMS_KEY`:',
    markdownTable(['what', 'encrypted with'], rows),
    '`KMS_KEY=managed` creates a key, with yearly rotation, and encrypts all of them with it. `KMS_KEY=arn:aws:kms:…` uses your own key. Darkroom does not change its policy, which must allow `s3.amazonaws.com`, `events.amazonaws.com` and `cloudwatch.amazonaws.com` to call `kms:Decrypt` and `kms:GenerateDataKey`, and `logs.REGION.amazonaws.com` to call the actions that Amazon CloudWatch Logs documents. Data that is already stored keeps its encryption. The state bucket and the event bus keep their AWS keys.',
  ];
}

/** The counts of resources that reject public access and requests without TLS. */
export function exposureSection(plan: Plan): string[] {
  const tlsOnly = [
    ['buckets', 'aws_s3_bucket', 'aws_s3_bucket_policy'],
    ['queues', 'aws_sqs_queue', 'aws_sqs_queue_policy'],
    ['topics', 'aws_sns_topic', 'aws_sns_topic_policy'],
  ].map(([what = '', type = '', policies = '']) => [
    what,
    `${countDenied(plan, type, policies)} of ${plan.resources(type).length} refuse requests without TLS`,
  ]);
  const blocked = plan.resources('aws_s3_bucket_public_access_block').length;
  return [
    '## From outside',
    markdownTable(
      ['what', 'in this plan'],
      [
        ...tlsOnly,
        ['buckets', `${blocked} of ${plan.resources('aws_s3_bucket').length} block all public access`],
      ],
    ),
  ];
}

function said(plan: Plan, type: string, describe: (resource: PlannedResource) => string): string {
  return [...new Set(plan.resources(type).map(describe))].join('; ');
}

function bucketEncryption({ attributes }: PlannedResource): string {
  const [rule] = blockList(attributes.rule);
  const [encryption] = blockList(rule?.apply_server_side_encryption_by_default);
  const blocked = blockList(rule?.blocked_encryption_types).map((type) => `\`${type}\``);
  const keys = encryption?.kms_master_key_id ? 'the key of `KMS_KEY`' : 'keys of S3 (SSE-S3)';
  return `${keys}; ${blocked.join(', ')} is refused`;
}

const tableEncryption = ({ attributes }: PlannedResource): string =>
  blockList(attributes.server_side_encryption)[0]?.kms_key_arn
    ? 'the key of `KMS_KEY`'
    : 'the key `aws/dynamodb` that AWS manages';

const queueEncryption = ({ attributes }: PlannedResource): string =>
  attributes.kms_master_key_id ? 'the key of `KMS_KEY`' : 'keys of SQS (SSE-SQS)';

const topicEncryption = ({ attributes }: PlannedResource): string =>
  attributes.kms_master_key_id ? 'the key of `KMS_KEY`' : 'no key of the account: SNS encrypts its disks';

const logEncryption = ({ attributes }: PlannedResource): string =>
  attributes.kms_key_id ? 'the key of `KMS_KEY`' : 'keys of CloudWatch Logs';

function countDenied(plan: Plan, type: string, policies: string): number {
  const denied = plan.resources(policies).flatMap((policy) =>
    policyStatements(policy.attributes.policy)
      .filter(
        ({ effect, conditions }) =>
          effect === 'Deny' && conditions?.Bool?.['aws:SecureTransport'] === 'false',
      )
      .flatMap(({ resources }) => plan.referenced(resources, policy)),
  );
  return new Set(denied.filter((resource) => resource.type === type)).size;
}

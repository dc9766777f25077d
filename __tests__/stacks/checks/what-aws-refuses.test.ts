import { conditionsAreSent } from '../../../stacks/checks/conditions-are-sent';
import { encryptionKeysCanBeUsed } from '../../../stacks/checks/encryption-keys-can-be-used';
import { indexThrottlesAreSeen } from '../../../stacks/checks/index-throttles-are-seen';
import { metricsAreKept } from '../../../stacks/checks/metrics-are-kept';
import { allowing, planOf } from '../../support/plans';

const admitting = (Service: string, Action: string, Resource: string, Condition?: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Admit', Effect: 'Allow', Principal: { Service }, Action, Resource, Condition }],
  });

const topicPolicy = (service: string, Condition?: object) =>
  planOf({
    'aws_sns_topic.topic': { name: 'topic' },
    'aws_sns_topic_policy.policy': {
      policy: admitting(service, 'sns:Publish', '${aws_sns_topic.topic.arn}', Condition),
    },
  });

describe('a condition of a resource policy', () => {
  it('is refused for EventBridge at a topic, which supports none', () => {
    const plan = topicPolicy('events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:x' } });
    expect(conditionsAreSent(plan)).toEqual([
      'stack/aws_sns_topic_policy.policy (Admit) admits events.amazonaws.com to sns:Publish under a condition on aws:SourceArn, which it does not send, so AWS would refuse all its requests. Remove the condition.',
    ]);
  });

  it('is accepted for CloudWatch at a topic, in any spelling', () => {
    expect(
      conditionsAreSent(
        topicPolicy('cloudwatch.amazonaws.com', { StringEquals: { 'AWS:SourceAccount': '1' } }),
      ),
    ).toEqual([]);
  });

  it('is refused for a service that has not been looked up', () => {
    expect(
      conditionsAreSent(topicPolicy('ses.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '1' } })),
    ).toEqual([expect.stringMatching(/not known which condition keys it sends.*service-condition-keys/)]);
  });
});

describe('a table with an index', () => {
  const alarm = (metric: string) => ({
    metric_name: metric,
    dimensions: { TableName: '${aws_dynamodb_table.records.name}', GlobalSecondaryIndexName: 'DateIndex' },
  });
  const table = { name: 'records', global_secondary_index: [{ name: 'DateIndex' }] };

  it('is refused without an alarm on the throttles of the index', () => {
    const plan = planOf({
      'aws_dynamodb_table.records': table,
      'aws_cloudwatch_metric_alarm.writes': alarm('WriteThrottleEvents'),
    });
    expect(indexThrottlesAreSeen(plan)).toEqual([
      expect.stringMatching(/has the index DateIndex without an alarm on its ReadThrottleEvents/),
    ]);
  });

  it('is accepted with an alarm on its reads and one on its writes', () => {
    const plan = planOf({
      'aws_dynamodb_table.records': table,
      'aws_cloudwatch_metric_alarm.writes': alarm('WriteThrottleEvents'),
      'aws_cloudwatch_metric_alarm.reads': alarm('ReadThrottleEvents'),
    });
    expect(indexThrottlesAreSeen(plan)).toEqual([]);
  });
});

describe('a function that publishes metrics in its log', () => {
  const loggingAt = (application_log_level: string) =>
    planOf({
      'aws_lambda_function.fn': {
        environment: { variables: { POWERTOOLS_METRICS_NAMESPACE: 'ImageProcessing' } },
        logging_config: { log_format: 'JSON', application_log_level },
      },
    });

  it.each(['WARN', 'ERROR', 'FATAL'])('is refused at %s, where Lambda drops them', (level) => {
    expect(metricsAreKept(loggingAt(level))).toEqual([
      expect.stringMatching(/publishes metrics in its log, but Lambda drops its lines below/),
    ]);
  });

  it.each(['DEBUG', 'INFO'])('is accepted at %s', (level) => {
    expect(metricsAreKept(loggingAt(level))).toEqual([]);
  });
});

describe('an encrypted queue', () => {
  const encrypted = (policyOfRole: string, services: string[], Effect = 'Allow') =>
    planOf({
      'aws_kms_key.key': {
        policy: JSON.stringify({
          Statement: [
            {
              Principal: { Service: services },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Effect,
            },
          ],
        }),
      },
      'aws_sqs_queue.uploads': { name: 'uploads', kms_master_key_id: '${aws_kms_key.key.arn}' },
      'aws_sqs_queue_policy.policy': {
        policy: admitting('s3.amazonaws.com', 'sqs:SendMessage', '${aws_sqs_queue.uploads.arn}'),
      },
      'aws_iam_role.role': { name: 'role' },
      'aws_iam_role_policy.permissions': { role: '${aws_iam_role.role.name}', policy: policyOfRole },
      'aws_lambda_function.fn': { role: '${aws_iam_role.role.arn}' },
    });
  const consuming = JSON.parse(allowing('sqs:ReceiveMessage', '${aws_sqs_queue.uploads.arn}'));
  const withKey = JSON.stringify({
    ...consuming,
    Statement: [
      ...consuming.Statement,
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '${aws_kms_key.key.arn}' },
    ],
  });

  it('is refused when a function that reads it may not use its key', () => {
    expect(encryptionKeysCanBeUsed(encrypted(JSON.stringify(consuming), ['s3.amazonaws.com']))).toEqual([
      expect.stringMatching(
        /fn uses stack\/aws_sqs_queue\.uploads.*may not kms:Decrypt, kms:GenerateDataKey/,
      ),
    ]);
  });

  it('is refused when the key’s policy denies a service that sends to it', () => {
    expect(encryptionKeysCanBeUsed(encrypted(withKey, ['s3.amazonaws.com'], 'Deny'))).toEqual([
      expect.stringMatching(/^s3\.amazonaws\.com uses .*whose policy does not admit it/),
    ]);
  });

  it('is refused when the key’s policy does not admit a service that sends to it', () => {
    expect(encryptionKeysCanBeUsed(encrypted(withKey, ['events.amazonaws.com']))).toEqual([
      expect.stringMatching(/^s3.amazonaws.com uses stack\/aws_sqs_queue\.uploads/),
    ]);
  });

  it('is accepted when both may', () => {
    expect(encryptionKeysCanBeUsed(encrypted(withKey, ['s3.amazonaws.com']))).toEqual([]);
  });
});

import { deadLettersAreSeen } from '../../../stacks/checks/dead-letters-are-seen';
import { lifecyclesMatchPrefixes } from '../../../stacks/checks/lifecycles-match-prefixes';
import { oneNotificationABucket } from '../../../stacks/checks/one-notification-a-bucket';
import { outputsTriggerNothing } from '../../../stacks/checks/outputs-trigger-nothing';
import { queuesOutlastFunctions } from '../../../stacks/checks/queues-outlast-functions';
import { allowing, planOf } from '../../support/plans';

describe('two notifications on one bucket', () => {
  const bucket = '${aws_s3_bucket.photos.bucket}';
  const both = {
    'aws_s3_bucket.photos': {},
    'aws_s3_bucket_notification.one': { bucket },
    'aws_s3_bucket_notification.two': { bucket: '${aws_s3_bucket.photos.id}' },
  };

  it('are refused: they would overwrite each other', () => {
    expect(oneNotificationABucket(planOf(both))).toEqual([
      'stack/aws_s3_bucket.photos has two notifications, stack/aws_s3_bucket_notification.one and stack/aws_s3_bucket_notification.two, which overwrite each other with each apply. Merge them into one.',
    ]);
  });

  it('are valid on two buckets', () => {
    const other = {
      'aws_s3_bucket.other': {},
      'aws_s3_bucket_notification.two': { bucket: '${aws_s3_bucket.other.id}' },
    };
    expect(oneNotificationABucket(planOf({ ...both, ...other }))).toEqual([]);
  });
});

describe('a bucket of outputs', () => {
  const resources = (prefix: string) => ({
    'aws_s3_bucket.processed': {},
    'aws_s3_bucket_notification.again': {
      bucket: '${aws_s3_bucket.processed.bucket}',
      lambda_function: [{ lambda_function_arn: '${aws_lambda_function.other.arn}', filter_prefix: prefix }],
    },
    'aws_lambda_function.processor': { role: '${aws_iam_role.processor.arn}' },
    'aws_lambda_function.other': {},
    'aws_iam_role.processor': {},
    'aws_iam_role_policy.processor': {
      role: '${aws_iam_role.processor.name}',
      policy: allowing(['s3:PutObject'], '${aws_s3_bucket.processed.arn}/previews/*'),
    },
    'aws_lambda_event_source_mapping.uploads': { function_name: '${aws_lambda_function.processor.arn}' },
  });

  it('is refused when an object written to it triggers something', () => {
    expect(outputsTriggerNothing(planOf(resources('previews/')))).toEqual([
      expect.stringMatching(/processor writes to stack\/aws_s3_bucket\.processed.*processed as uploads/),
    ]);
  });

  it('may trigger something for objects that no function writes', () => {
    expect(outputsTriggerNothing(planOf(resources('reports/')))).toEqual([]);
  });
});

describe('a queue before a function', () => {
  const resources = (visibility: number, window = 0) => ({
    'aws_sqs_queue.uploads': { visibility_timeout_seconds: visibility, redrive_policy: '{}' },
    'aws_lambda_function.processor': { timeout: 60 },
    'aws_lambda_event_source_mapping.uploads': {
      event_source_arn: '${aws_sqs_queue.uploads.arn}',
      function_name: '${aws_lambda_function.processor.arn}',
      maximum_batching_window_in_seconds: window,
    },
  });

  it('hides its messages for six times the timeout and the batching window', () => {
    expect(queuesOutlastFunctions(planOf(resources(360)))).toEqual([]);
    expect(queuesOutlastFunctions(planOf(resources(359)))).toEqual([expect.stringContaining('at least 360')]);
    expect(queuesOutlastFunctions(planOf(resources(360, 5)))).toEqual([
      expect.stringContaining('at least 365'),
    ]);
  });

  it('is refused without a dead-letter queue', () => {
    const { redrive_policy: _, ...queue } = resources(360)['aws_sqs_queue.uploads'];
    expect(deadLettersAreSeen(planOf({ ...resources(360), 'aws_sqs_queue.uploads': queue }))).toEqual([
      expect.stringContaining('has no dead-letter queue'),
    ]);
  });
});

describe('a dead-letter queue', () => {
  const resources = (metric: string) => ({
    'aws_sqs_queue.uploads': { redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}"}' },
    'aws_sqs_queue.dead': {},
    'aws_cloudwatch_metric_alarm.dead': {
      metric_name: metric,
      dimensions: { QueueName: '${aws_sqs_queue.dead.name}' },
    },
  });

  it('is refused without an alarm on its depth', () => {
    expect(deadLettersAreSeen(planOf(resources('ApproximateAgeOfOldestMessage')))).toEqual([
      expect.stringContaining('stack/aws_sqs_queue.dead is a dead-letter queue without an alarm'),
    ]);
    expect(deadLettersAreSeen(planOf(resources('ApproximateNumberOfMessagesVisible')))).toEqual([]);
  });
});

it('refuses a lifecycle rule for a prefix that nothing is written under', () => {
  const rule = (prefix: string) =>
    planOf({ 'aws_s3_bucket_lifecycle_configuration.rules': { rule: [{ filter: [{ prefix }] }] } });
  expect(lifecyclesMatchPrefixes(rule('originals/'))).toEqual([expect.stringContaining('"originals/"')]);
  expect(lifecyclesMatchPrefixes(rule('uploads/'))).toEqual([]);
});

import { METRIC_NAMESPACE } from '../../lambda/domain/metrics';
import { monitoredNames } from '../support/monitored-stack';
import { statementsOf, synthesize } from '../support/synthesized-stack';

const darkroom = synthesize();
const { pipeline } = darkroom;
const names = monitoredNames(darkroom);
const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const alarms = Object.values(pipeline.resources('aws_cloudwatch_metric_alarm'));

const MORE_THAN = 'GreaterThanThreshold';
const AT_LEAST = 'GreaterThanOrEqualToThreshold';

describe('an alarm goes off when', () => {
  it.each([
    [
      'the processor fails more than 5 times',
      'processor-errors',
      'AWS/Lambda',
      'Errors',
      { FunctionName: names.processor },
      'Sum',
      MORE_THAN,
      5,
    ],
    [
      'the processor takes more than 45 s at p95',
      'processor-duration',
      'AWS/Lambda',
      'Duration',
      { FunctionName: names.processor },
      'p95',
      MORE_THAN,
      45_000,
    ],
    [
      'the processor is throttled once',
      'processor-throttles',
      'AWS/Lambda',
      'Throttles',
      { FunctionName: names.processor },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'the API is throttled once',
      'api-throttles',
      'AWS/Lambda',
      'Throttles',
      { FunctionName: names.api },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'one upload is a dead letter',
      'dead-letters',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: names.queue('image-uploads-dlq-dev') },
      'Maximum',
      AT_LEAST,
      1,
    ],
    [
      'an upload waits for more than 15 min',
      'queue-age',
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      { QueueName: names.queue('image-uploads-dev') },
      'Maximum',
      MORE_THAN,
      900,
    ],
    [
      'one write of the table is throttled',
      'table-write-throttles',
      'AWS/DynamoDB',
      'WriteThrottleEvents',
      { TableName: names.table },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'one read of the table is throttled',
      'table-read-throttles',
      'AWS/DynamoDB',
      'ReadThrottleEvents',
      { TableName: names.table },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      '5 photos fail',
      'processing-errors',
      METRIC_NAMESPACE,
      'ProcessingErrors',
      { Environment: 'dev' },
      'Sum',
      AT_LEAST,
      5,
    ],
    [
      'the API answers one 5xx',
      'api-server-errors',
      'AWS/ApiGateway',
      '5XXError',
      names.restApi,
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: completed',
      'completed-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: names.bus, RuleName: names.rule('completed') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: failed',
      'failed-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: names.bus, RuleName: names.rule('failed') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: deleted',
      'deleted-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: names.bus, RuleName: names.rule('deleted') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a topic cannot deliver: notifications',
      'notifications-topic-delivery',
      'AWS/SNS',
      'NumberOfNotificationsFailed',
      { TopicName: names.topic('image-processing-notifications-dev') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a topic cannot deliver: alerts',
      'alerts-topic-delivery',
      'AWS/SNS',
      'NumberOfNotificationsFailed',
      { TopicName: names.topic('image-processing-alerts-dev') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a notification is a dead letter',
      'undelivered',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: names.queue('image-processing-undelivered-dev') },
      'Maximum',
      AT_LEAST,
      1,
    ],
  ])('%s in 5 min', (_, subject, namespace, metric, dimensions, statistic, comparison, threshold) => {
    const alarm = pipeline.resource('aws_cloudwatch_metric_alarm', {
      alarm_name: `image-processing-${subject}-dev`,
    });
    expect(alarm).toMatchObject({
      namespace,
      metric_name: metric,
      dimensions,
      comparison_operator: comparison,
      threshold,
      period: 300,
      evaluation_periods: 1,
      ...(statistic === 'p95' ? { extended_statistic: 'p95' } : { statistic }),
    });
    expect(Object.keys(Object(alarm.dimensions))).toEqual(Object.keys(dimensions));
  });

  const INDEXES = ['StatusIndex', 'UserIndex', 'DateIndex'];
  it.each(INDEXES.flatMap((index) => ['Write', 'Read'].map((kind) => [kind, index])))(
    'one %s of the %s is throttled in 5 min: the table’s own metrics leave indexes out',
    (kind, index = '') => {
      const subject = `${index.replace('Index', '-index').toLowerCase()}-${kind?.toLowerCase()}-throttles`;
      expect(
        pipeline.resource('aws_cloudwatch_metric_alarm', { alarm_name: `image-processing-${subject}-dev` }),
      ).toMatchObject({
        metric_name: `${kind}ThrottleEvents`,
        dimensions: { TableName: names.table, GlobalSecondaryIndexName: index },
        statistic: 'Sum',
        comparison_operator: AT_LEAST,
        threshold: 1,
      });
    },
  );

  it('one of these happens: there is no other alarm', () => {
    expect(alarms).toHaveLength(22);
  });
});

describe('every alarm', () => {
  const ALERTS = pipeline.reference('aws_sns_topic', 'arn', { name: 'image-processing-alerts-dev' });

  it('notifies the alerts topic when it goes off and when it is over, and treats missing data as good', () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        alarm_actions: [ALERTS],
        ok_actions: [ALERTS],
        treat_missing_data: 'notBreaching',
        alarm_description: expect.stringMatching(
          /^.+\. To find the cause: npm run images -- diagnose [a-z-]+\. Runbook: https:\/\/.+\/operations\.md#[a-z-]+$/,
        ),
      });
    }
  });

  it('is admitted by the alerts topic, and nothing else is', () => {
    const { policy } = pipeline.resource('aws_sns_topic_policy', { arn: ALERTS });
    const alarmArns = Object.keys(pipeline.resources('aws_cloudwatch_metric_alarm')).map(
      (id) => `\${aws_cloudwatch_metric_alarm.${id}.arn}`,
    );
    const [statement, ...others] = statementsOf(policy).filter(({ Effect }) => Effect === 'Allow');
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: ALERTS,
    });
    const condition = Object(statement?.Condition);
    expect(condition.StringEquals).toEqual({ 'aws:SourceAccount': ACCOUNT });
    expect([...condition.ArnEquals['aws:SourceArn']].sort()).toEqual(alarmArns.sort());
  });
});

import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../../lambda/domain/metrics';
import { type Attributes, namedByPipeline, statementsOf, synthesize } from '../support/synthesized-stack';

const { pipeline, storage } = synthesize();
const ACCOUNT = '${data.aws_caller_identity.current.account_id}';
const alarms = Object.values(pipeline.resources('aws_cloudwatch_metric_alarm'));
const dashboard = JSON.parse(String(pipeline.resource('aws_cloudwatch_dashboard').dashboard_body));

const PROCESSOR = pipeline.reference('aws_lambda_function', 'function_name', {
  function_name: 'image-processor-dev',
});
const API = pipeline.reference('aws_lambda_function', 'function_name', { function_name: 'image-api-dev' });
const queue = (name: string) => pipeline.reference('aws_sqs_queue', 'name', { name });
const topic = (name: string) => pipeline.reference('aws_sns_topic', 'name', { name });
const TABLE = namedByPipeline(storage, 'aws_dynamodb_table', 'name');
const BUS = pipeline.reference('aws_cloudwatch_event_bus', 'name');
const rule = (outcome: string) =>
  pipeline.reference('aws_cloudwatch_event_rule', 'name', { name: `image-processing-${outcome}-dev` });
const bucket = (kind: string) =>
  namedByPipeline(storage, 'aws_s3_bucket', 'bucket', { bucket: `photo-${kind}-${ACCOUNT}-dev` });
const REST_API = {
  ApiName: pipeline.reference('aws_api_gateway_rest_api', 'name'),
  Stage: 'v1',
};

const MORE_THAN = 'GreaterThanThreshold';
const AT_LEAST = 'GreaterThanOrEqualToThreshold';

describe('an alarm goes off when', () => {
  it.each([
    [
      'the processor fails more than 5 times',
      'processor-errors',
      'AWS/Lambda',
      'Errors',
      { FunctionName: PROCESSOR },
      'Sum',
      MORE_THAN,
      5,
    ],
    [
      'the processor takes more than 45 s at p95',
      'processor-duration',
      'AWS/Lambda',
      'Duration',
      { FunctionName: PROCESSOR },
      'p95',
      MORE_THAN,
      45_000,
    ],
    [
      'the processor is throttled once',
      'processor-throttles',
      'AWS/Lambda',
      'Throttles',
      { FunctionName: PROCESSOR },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'the API is throttled once',
      'api-throttles',
      'AWS/Lambda',
      'Throttles',
      { FunctionName: API },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'one upload is a dead letter',
      'dead-letters',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: queue('image-uploads-dlq-dev') },
      'Maximum',
      AT_LEAST,
      1,
    ],
    [
      'an upload waits for more than 15 min',
      'queue-age',
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      { QueueName: queue('image-uploads-dev') },
      'Maximum',
      MORE_THAN,
      900,
    ],
    [
      'one write of the table is throttled',
      'table-write-throttles',
      'AWS/DynamoDB',
      'WriteThrottleEvents',
      { TableName: TABLE },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'one read of the table is throttled',
      'table-read-throttles',
      'AWS/DynamoDB',
      'ReadThrottleEvents',
      { TableName: TABLE },
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
      REST_API,
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: completed',
      'completed-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: BUS, RuleName: rule('completed') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: failed',
      'failed-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: BUS, RuleName: rule('failed') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a rule cannot deliver: deleted',
      'deleted-delivery',
      'AWS/Events',
      'FailedInvocations',
      { EventBusName: BUS, RuleName: rule('deleted') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a topic cannot deliver: notifications',
      'notifications-topic-delivery',
      'AWS/SNS',
      'NumberOfNotificationsFailed',
      { TopicName: topic('image-processing-notifications-dev') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a topic cannot deliver: alerts',
      'alerts-topic-delivery',
      'AWS/SNS',
      'NumberOfNotificationsFailed',
      { TopicName: topic('image-processing-alerts-dev') },
      'Sum',
      AT_LEAST,
      1,
    ],
    [
      'a notification is a dead letter',
      'undelivered',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: queue('image-processing-undelivered-dev') },
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

  it('and there is no other', () => {
    expect(alarms).toHaveLength(16);
  });
});

describe('every alarm', () => {
  const ALERTS = pipeline.reference('aws_sns_topic', 'arn', { name: 'image-processing-alerts-dev' });

  it('tells the alerts topic when it goes off and when it is over, and takes silence for health', () => {
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        alarm_actions: [ALERTS],
        ok_actions: [ALERTS],
        treat_missing_data: 'notBreaching',
        alarm_description: expect.stringMatching(/\.$/),
      });
    }
  });

  it('is admitted by the alerts topic, and nothing else is', () => {
    const { policy } = pipeline.resource('aws_sns_topic_policy', { arn: ALERTS });
    const alarmArns = Object.keys(pipeline.resources('aws_cloudwatch_metric_alarm')).map(
      (id) => `\${aws_cloudwatch_metric_alarm.${id}.arn}`,
    );
    const [statement, ...others] = statementsOf(policy);
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

/** `[namespace, name, dimension, value, …, { label, stat }]` */
type MetricRow = readonly [string, string, ...(string | { label: string; stat: string })[]];

const widgets: readonly { properties: Attributes & { title: string; metrics: MetricRow[] } }[] =
  dashboard.widgets;
const rows = widgets.flatMap(({ properties }) => properties.metrics);

const dimensionsOf = (row: MetricRow): Record<string, unknown> => {
  const flat = row.slice(2, -1);
  return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]]] : [])));
};

describe('the dashboard', () => {
  it('shows the last six hours', () => {
    expect(pipeline.resource('aws_cloudwatch_dashboard').dashboard_name).toBe('image-processing-dev');
    expect(dashboard.start).toBe('-PT6H');
  });

  it.each([
    ['uploads in', 'AWS/SQS', 'NumberOfMessagesSent', 'Sum'],
    ['photos processed', 'ImageProcessing', 'ProcessedImages', 'Sum'],
    ['photos failed', 'ImageProcessing', 'ProcessingErrors', 'Sum'],
    ['previews out', 'ImageProcessing', 'PreviewBytes', 'Sum'],
    ['errors', 'AWS/Lambda', 'Errors', 'Sum'],
    ['throttles', 'AWS/Lambda', 'Throttles', 'Sum'],
    ['average duration', 'AWS/Lambda', 'Duration', 'Average'],
    ['p95 duration', 'AWS/Lambda', 'Duration', 'p95'],
    ['longest duration', 'AWS/Lambda', 'Duration', 'Maximum'],
    ['queue depth and dead letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'],
    ['queue age', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'],
    ['table reads', 'AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'Sum'],
    ['table writes', 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'Sum'],
    ['bucket objects', 'AWS/S3', 'NumberOfObjects', 'Average'],
    ['bucket bytes', 'AWS/S3', 'BucketSizeBytes', 'Average'],
    ['SNS deliveries', 'AWS/SNS', 'NumberOfNotificationsDelivered', 'Sum'],
    ['what Lambda bills', 'AWS/Lambda', 'Duration', 'Sum'],
    ['API requests', 'AWS/ApiGateway', 'Count', 'Sum'],
  ])('shows %s', (_, namespace, name, stat) => {
    const shown = rows.some(
      (row) => row[0] === namespace && row[1] === name && Object(row.at(-1)).stat === stat,
    );
    expect(shown).toBe(true);
  });

  it('looks at the buckets day by day over two weeks, since S3 measures once a day', () => {
    const daily = widgets.filter(({ properties }) =>
      properties.metrics.some(([namespace]) => namespace === 'AWS/S3'),
    );
    expect(daily).toHaveLength(2);
    for (const { properties } of daily) expect(properties).toMatchObject({ period: 86_400, start: '-P14D' });
  });

  it('lays its charts out without overlaps', () => {
    const places = dashboard.widgets.map(({ x, y }: { x: number; y: number }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

/** Dimensions in which AWS publishes the metrics of a namespace, and the values that are in this stack. */
const OWNED: Record<string, readonly Record<string, readonly string[]>[]> = {
  'AWS/Lambda': [{ FunctionName: [PROCESSOR, API] }],
  'AWS/SQS': [
    {
      QueueName: ['image-uploads-dev', 'image-uploads-dlq-dev', 'image-processing-undelivered-dev'].map(
        queue,
      ),
    },
  ],
  'AWS/DynamoDB': [{ TableName: [TABLE] }],
  'AWS/ApiGateway': [{ ApiName: [REST_API.ApiName], Stage: [REST_API.Stage] }],
  'AWS/SNS': [
    { TopicName: ['image-processing-notifications-dev', 'image-processing-alerts-dev'].map(topic) },
  ],
  'AWS/Events': [{ EventBusName: [BUS], RuleName: ['completed', 'failed', 'deleted'].map(rule) }],
  'AWS/S3': [
    { BucketName: ['uploads', 'processed'].map(bucket), StorageType: ['AllStorageTypes', 'StandardStorage'] },
  ],
  [METRIC_NAMESPACE]: [{ [METRIC_DIMENSION]: ['dev'] }],
};

describe('what alarms and charts look at', () => {
  const looked = [
    ...alarms.map((alarm) => ({
      namespace: String(alarm.namespace),
      name: String(alarm.metric_name),
      dimensions: Object(alarm.dimensions) as Record<string, unknown>,
    })),
    ...rows.map((row) => ({ namespace: row[0], name: row[1], dimensions: dimensionsOf(row) })),
  ];

  it('is emitted by our code or published by AWS for a resource of these stacks', () => {
    for (const { namespace, dimensions } of looked) {
      const fits = (OWNED[namespace] ?? []).some(
        (owned) =>
          Object.keys(owned).sort().join() === Object.keys(dimensions).sort().join() &&
          Object.entries(owned).every(([name, values]) => values.includes(String(dimensions[name]))),
      );
      expect({ namespace, dimensions, fits }).toEqual({ namespace, dimensions, fits: true });
    }
  });

  it('has, in our own namespace, only names that the code emits, and all of them', () => {
    const names = looked.filter(({ namespace }) => namespace === METRIC_NAMESPACE).map(({ name }) => name);
    expect([...new Set(names)].sort()).toEqual(Object.values<string>(METRICS).sort());
  });
});

import { ATTEMPTS_METRIC, METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../../lambda/domain/metrics';
import { blockList, type Plan, type PlannedResource } from '../../plan/plan';

/** A metric that an alarm or a chart uses. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Publisher {
  readonly names: readonly string[];
  /**
   * Each dimension, and the type of the resources that it names; `text` for one that names none, `index` for an
   * index of the table in the same set.
   */
  readonly dimensions: readonly Readonly<Record<string, string>>[];
}

const BUCKETS = 'aws_s3_bucket';

/**
 * The metrics of each namespace and their dimensions. Only those that Darkroom uses are listed: before you add
 * an alarm on another one, look it up and enter it here.
 * Source: each service's "CloudWatch metrics and dimensions" page.
 */
const PUBLISHERS: Readonly<Record<string, Publisher>> = {
  [METRIC_NAMESPACE]: {
    names: [...Object.values(METRICS), ATTEMPTS_METRIC],
    dimensions: [{ [METRIC_DIMENSION]: 'text' }],
  },
  'AWS/Lambda': {
    names: ['Invocations', 'Errors', 'Throttles', 'Duration', 'ConcurrentExecutions'],
    dimensions: [{ FunctionName: 'aws_lambda_function' }],
  },
  'AWS/SQS': {
    names: [
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateAgeOfOldestMessage',
      'NumberOfMessagesSent',
      'NumberOfMessagesReceived',
      'NumberOfMessagesDeleted',
    ],
    dimensions: [{ QueueName: 'aws_sqs_queue' }],
  },
  'AWS/DynamoDB': {
    names: [
      'ReadThrottleEvents',
      'WriteThrottleEvents',
      'ConsumedReadCapacityUnits',
      'ConsumedWriteCapacityUnits',
    ],
    // Each table and each index is measured alone.
    dimensions: [
      { TableName: 'aws_dynamodb_table' },
      { TableName: 'aws_dynamodb_table', GlobalSecondaryIndexName: 'index' },
    ],
  },
  'AWS/ApiGateway': {
    names: ['Count', '4XXError', '5XXError', 'Latency', 'IntegrationLatency'],
    dimensions: [{ ApiName: 'aws_api_gateway_rest_api', Stage: 'text' }],
  },
  'AWS/SNS': {
    names: ['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed'],
    dimensions: [{ TopicName: 'aws_sns_topic' }],
  },
  'AWS/Events': {
    names: ['FailedInvocations', 'Invocations', 'TriggeredRules', 'InvocationsSentToDlq'],
    dimensions: [
      { RuleName: 'aws_cloudwatch_event_rule' },
      { EventBusName: 'aws_cloudwatch_event_bus', RuleName: 'aws_cloudwatch_event_rule' },
    ],
  },
  'AWS/CloudFront': {
    names: ['Requests', 'BytesDownloaded', '4xxErrorRate', '5xxErrorRate'],
    dimensions: [{ DistributionId: 'aws_cloudfront_distribution', Region: 'text' }],
  },
  'AWS/S3': {
    names: ['NumberOfObjects', 'BucketSizeBytes'],
    dimensions: [{ BucketName: BUCKETS, StorageType: 'text' }],
  },
};

const sameNames = (a: object, b: object): boolean =>
  Object.keys(a).sort().join() === Object.keys(b).sort().join();

/** Why nothing publishes this metric, in words; undefined if something does. */
export function whyUnpublished(metric: WatchedMetric, from: PlannedResource, plan: Plan): string | undefined {
  const { namespace, name, dimensions } = metric;
  const publisher = PUBLISHERS[namespace];
  if (!publisher) return `nothing here publishes in the namespace ${namespace}`;
  if (!publisher.names.includes(name)) return `${namespace} has no metric ${name}`;
  const sets = publisher.dimensions.filter((set) => sameNames(set, dimensions));
  if (sets.length === 0) {
    const known = publisher.dimensions.map((set) => Object.keys(set).join(' and ')).join(', or ');
    return `${namespace} publishes ${name} by ${known}, not by ${Object.keys(dimensions).join(' and ') || 'nothing'}`;
  }
  const foreign = Object.entries(sets[0] ?? {}).find(
    ([dimension, type]) => !namesSomething(dimensions, dimension, type, from, plan),
  );
  return foreign && `${foreign[0]} ${dimensions[foreign[0]]} is no ${foreign[1]} of these stacks`;
}

function namesSomething(
  dimensions: WatchedMetric['dimensions'],
  dimension: string,
  type: string,
  from: PlannedResource,
  plan: Plan,
): boolean {
  const value = dimensions[dimension];
  if (type === 'text') return true;
  if (type === 'index') {
    const [table] = plan.referenced(dimensions.TableName, from);
    return table !== undefined && indexNames(table).includes(value ?? '');
  }
  const named = plan.referenced(value, from);
  // An imported bucket is known by a data source.
  return named.some((resource) => resource.type.replace(/^data\./, '') === type);
}

/** The names of a table's global secondary indexes. */
export const indexNames = ({ attributes }: PlannedResource): string[] =>
  blockList(attributes.global_secondary_index).map(({ name }) => String(name));

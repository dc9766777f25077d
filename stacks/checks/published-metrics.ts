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
   * The sets of dimensions, with the type of resource that each dimension names: `text` for none, `index` for an
   * index of the table in the same set.
   */
  readonly dimensions: readonly Readonly<Record<string, string>>[];
}

const BUCKETS = 'aws_s3_bucket';

/**
 * The metrics of each namespace and their dimensions. Only metrics that Darkroom uses are listed: before you add an
 * alarm on another metric, look it up and add it here.
 * Source: the page "CloudWatch metrics and dimensions" of each service.
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
    // The metrics of a table do not include its indexes.
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

/** The reason why nothing publishes a metric, for the message; undefined if something does. */
export function whyUnpublished(metric: WatchedMetric, from: PlannedResource, plan: Plan): string | undefined {
  const { namespace, name, dimensions } = metric;
  const publisher = PUBLISHERS[namespace];
  if (!publisher) return `nothing here publishes in the namespace ${namespace}`;
  if (!publisher.names.includes(name)) return `${namespace} has no metric ${name}`;
  const sets = publisher.dimensions.filter((set) => sameNames(set, dimensions));
  if (sets.length === 0) {
    const expected = publisher.dimensions.map((set) => Object.keys(set).join(' and ')).join(', or ');
    return `${namespace} publishes ${name} by ${expected}, not by ${Object.keys(dimensions).join(' and ') || 'nothing'}`;
  }
  const foreign = Object.entries(sets[0] ?? {}).find(
    ([dimension, type]) => !namesSomething(dimensions, dimension, type, from, plan),
  );
  return foreign && `${foreign[0]} ${dimensions[foreign[0]]} is not an ${foreign[1]} of these stacks`;
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
  // An imported bucket is a data source.
  return named.some((resource) => resource.type.replace(/^data\./, '') === type);
}

/** The names of the global secondary indexes of a table. */
export const indexNames = ({ attributes }: PlannedResource): string[] =>
  blockList(attributes.global_secondary_index).map(({ name }) => String(name));

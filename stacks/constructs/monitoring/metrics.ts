import {
  type ATTEMPTS_METRIC,
  METRIC_DIMENSION,
  METRIC_NAMESPACE,
  type METRICS,
} from '../../../lambda/domain/metrics';

/** A CloudWatch metric. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

type OwnMetricName = (typeof METRICS)[keyof typeof METRICS] | typeof ATTEMPTS_METRIC;

/** A metric that the code of Darkroom emits. */
export const ownMetric = (environment: string, name: OwnMetricName): Metric => ({
  namespace: METRIC_NAMESPACE,
  name,
  dimensions: { [METRIC_DIMENSION]: environment },
});

export const functionMetric = (
  functionName: string,
  name: 'Invocations' | 'Errors' | 'Throttles' | 'Duration' | 'ConcurrentExecutions',
): Metric => ({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } });

export const queueMetric = (
  queueName: string,
  name:
    | 'ApproximateNumberOfMessagesVisible'
    | 'ApproximateNumberOfMessagesNotVisible'
    | 'ApproximateAgeOfOldestMessage'
    | 'NumberOfMessagesSent',
): Metric => ({ namespace: 'AWS/SQS', name, dimensions: { QueueName: queueName } });

/** A table, or one of its indexes. DynamoDB measures them separately: the metrics of a table do not include indexes. */
export interface TablePart {
  readonly tableName: string;
  /** @default - the table itself */
  readonly indexName?: string;
}

export const tableMetric = (
  { tableName, indexName }: TablePart,
  name:
    | 'ReadThrottleEvents'
    | 'WriteThrottleEvents'
    | 'ConsumedReadCapacityUnits'
    | 'ConsumedWriteCapacityUnits',
): Metric => ({
  namespace: 'AWS/DynamoDB',
  name,
  dimensions: {
    TableName: tableName,
    ...(indexName !== undefined && { GlobalSecondaryIndexName: indexName }),
  },
});

export const apiMetric = (
  apiName: string,
  stage: string,
  name: 'Count' | '4XXError' | '5XXError' | 'Latency',
): Metric => ({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiName: apiName, Stage: stage } });

export const topicMetric = (
  topicName: string,
  name: 'NumberOfNotificationsDelivered' | 'NumberOfNotificationsFailed',
): Metric => ({ namespace: 'AWS/SNS', name, dimensions: { TopicName: topicName } });

/** The metrics of a rule on a custom bus have both dimensions; those on the default bus have only the rule name. */
export const ruleMetric = (
  ruleName: string,
  busName: string | undefined,
  name: 'FailedInvocations',
): Metric => ({
  namespace: 'AWS/Events',
  name,
  dimensions: { ...(busName !== undefined && { EventBusName: busName }), RuleName: ruleName },
});

/** CloudFront publishes metrics only in us-east-1, with the region Global. Error rates are percentages. */
export const distributionMetric = (
  distributionId: string,
  name: 'Requests' | 'BytesDownloaded' | '4xxErrorRate' | '5xxErrorRate',
): Metric => ({
  namespace: 'AWS/CloudFront',
  name,
  dimensions: { DistributionId: distributionId, Region: 'Global' },
});

/** The number of objects, which S3 publishes once a day. */
export const objectCountMetric = (bucketName: string): Metric => ({
  namespace: 'AWS/S3',
  name: 'NumberOfObjects',
  dimensions: { BucketName: bucketName, StorageType: 'AllStorageTypes' },
});

/** The size of a bucket in bytes, which S3 publishes once a day for each storage class. */
export const bucketBytesMetric = (
  bucketName: string,
  storageType: 'StandardStorage' | 'StandardIAStorage' | 'GlacierInstantRetrievalStorage',
): Metric => ({
  namespace: 'AWS/S3',
  name: 'BucketSizeBytes',
  dimensions: { BucketName: bucketName, StorageType: storageType },
});

import { METRICS } from '../../../lambda/domain/metrics';
import { CLOUDFRONT_REGION } from '../../delivery-settings';
import {
  apiMetric,
  bucketBytesMetric,
  distributionMetric,
  functionMetric,
  type Metric,
  objectCountMetric,
  ownMetric,
  queueMetric,
  type TablePart,
  tableMetric,
  topicMetric,
} from './metrics';
import type { Monitored } from './monitored';

/** One line of a chart. */
export interface Line {
  readonly metric: Metric;
  readonly label: string;
  readonly statistic: 'Sum' | 'Maximum' | 'Average' | 'p95';
}

/** One chart. */
export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  /**
   * Whether the metrics are daily, as those of S3 buckets. The window and the period are longer then.
   * @default false
   */
  readonly daily?: boolean;
  /** The region of the metrics. @default - that of the dashboard */
  readonly region?: string;
}

const line = (label: string, statistic: Line['statistic'], metric: Metric): Line => ({
  label,
  statistic,
  metric,
});

/** The charts of the dashboard, in the order of the path of a photo. */
export const charts = (monitored: Monitored): Chart[] => [
  photoChart(monitored),
  ...queueCharts(monitored),
  ...functionCharts(monitored),
  ...tableCharts(monitored),
  ...bucketCharts(monitored),
  ...outwardCharts(monitored),
  costChart(monitored),
  ...deliveryCharts(monitored),
];

const photoChart = ({ queue, environment }: Monitored): Chart => ({
  title: 'Uploads in, photos out',
  lines: [
    line('Uploads', 'Sum', queueMetric(queue.queueName, 'NumberOfMessagesSent')),
    line('Processed', 'Sum', ownMetric(environment, METRICS.processedImages)),
    line('Failed', 'Sum', ownMetric(environment, METRICS.processingErrors)),
    line('Duplicate events', 'Sum', ownMetric(environment, METRICS.duplicateEvents)),
  ],
});

const waiting = (queueName: string): Metric => queueMetric(queueName, 'ApproximateNumberOfMessagesVisible');

const queueCharts = ({ queue, notifications }: Monitored): Chart[] => [
  {
    title: 'Queue depth',
    lines: [
      line('Waiting', 'Maximum', waiting(queue.queueName)),
      line('At work', 'Maximum', queueMetric(queue.queueName, 'ApproximateNumberOfMessagesNotVisible')),
    ],
  },
  {
    title: 'Age of the oldest upload (s)',
    lines: [line('Oldest', 'Maximum', queueMetric(queue.queueName, 'ApproximateAgeOfOldestMessage'))],
  },
  {
    title: 'Dead letters',
    lines: [
      line('Uploads', 'Maximum', waiting(queue.deadLetters.queueName)),
      line('Notifications', 'Maximum', waiting(notifications.undelivered.queueName)),
    ],
  },
];

function functionCharts({ processor, api, environment }: Monitored): Chart[] {
  const duration = functionMetric(processor.functionName, 'Duration');
  return [
    {
      title: 'Errors and throttles',
      lines: [
        line('Processor errors', 'Sum', functionMetric(processor.functionName, 'Errors')),
        line('Processor throttles', 'Sum', functionMetric(processor.functionName, 'Throttles')),
        line('API errors', 'Sum', functionMetric(api.fn.functionName, 'Errors')),
        line('API throttles', 'Sum', functionMetric(api.fn.functionName, 'Throttles')),
      ],
    },
    {
      title: 'Duration of a batch (ms)',
      lines: [
        line('Average', 'Average', duration),
        line('95 %', 'p95', duration),
        line('Longest', 'Maximum', duration),
      ],
    },
    {
      title: 'Time per photo (ms)',
      lines: [
        line('Average', 'Average', ownMetric(environment, METRICS.processingTime)),
        line('95 %', 'p95', ownMetric(environment, METRICS.processingTime)),
      ],
    },
  ];
}

/** The charts of the table and its indexes, which DynamoDB measures and throttles separately. */
function tableCharts({ table: { tableName, indexNames } }: Monitored): Chart[] {
  const parts: TablePart[] = [{ tableName }, ...indexNames.map((indexName) => ({ tableName, indexName }))];
  const linesOf = (reads: Parameters<typeof tableMetric>[1], writes: Parameters<typeof tableMetric>[1]) =>
    parts.flatMap((part) => [
      line(`${part.indexName ?? 'Table'} reads`, 'Sum', tableMetric(part, reads)),
      line(`${part.indexName ?? 'Table'} writes`, 'Sum', tableMetric(part, writes)),
    ]);
  return [
    {
      title: 'Table and indexes: consumed capacity units',
      lines: linesOf('ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'),
    },
    {
      title: 'Table and indexes: throttled requests',
      lines: linesOf('ReadThrottleEvents', 'WriteThrottleEvents'),
    },
  ];
}

function bucketCharts({ sourceBucket, processedBucket }: Monitored): Chart[] {
  const originals = (storage: Parameters<typeof bucketBytesMetric>[1]) =>
    bucketBytesMetric(sourceBucket.bucketName, storage);
  return [
    {
      title: 'Objects in the buckets',
      daily: true,
      lines: [
        line('Source', 'Average', objectCountMetric(sourceBucket.bucketName)),
        line('Processed', 'Average', objectCountMetric(processedBucket.bucketName)),
      ],
    },
    {
      title: 'Bytes in the buckets',
      daily: true,
      lines: [
        line('Previews', 'Average', bucketBytesMetric(processedBucket.bucketName, 'StandardStorage')),
        line('Originals', 'Average', originals('StandardStorage')),
        line('Originals in Standard-IA', 'Average', originals('StandardIAStorage')),
        line('Originals in Glacier IR', 'Average', originals('GlacierInstantRetrievalStorage')),
      ],
    },
  ];
}

const delivered = (topicName: string): Metric => topicMetric(topicName, 'NumberOfNotificationsDelivered');
const undelivered = (topicName: string): Metric => topicMetric(topicName, 'NumberOfNotificationsFailed');

const outwardCharts = ({ notifications, alerts, api }: Monitored): Chart[] => [
  {
    title: 'SNS deliveries',
    lines: [
      line('Notifications', 'Sum', delivered(notifications.topic.topicName)),
      line('Notifications failed', 'Sum', undelivered(notifications.topic.topicName)),
      line('Alerts', 'Sum', delivered(alerts.topicName)),
      line('Alerts failed', 'Sum', undelivered(alerts.topicName)),
    ],
  },
  {
    title: 'API requests',
    lines: [
      line('Requests', 'Sum', apiMetric(api.apiName, api.stageName, 'Count')),
      line('4xx', 'Sum', apiMetric(api.apiName, api.stageName, '4XXError')),
      line('5xx', 'Sum', apiMetric(api.apiName, api.stageName, '5XXError')),
    ],
  },
  {
    title: 'API latency (ms)',
    lines: [
      line('Average', 'Average', apiMetric(api.apiName, api.stageName, 'Latency')),
      line('95 %', 'p95', apiMetric(api.apiName, api.stageName, 'Latency')),
    ],
  },
];

const costChart = ({ processor, api, environment }: Monitored): Chart => ({
  title: 'What costs: time billed (ms), invocations, bytes',
  lines: [
    line('Processor time', 'Sum', functionMetric(processor.functionName, 'Duration')),
    line('API time', 'Sum', functionMetric(api.fn.functionName, 'Duration')),
    line('Processor invocations', 'Sum', functionMetric(processor.functionName, 'Invocations')),
    line('API invocations', 'Sum', functionMetric(api.fn.functionName, 'Invocations')),
    line('Bytes of originals', 'Sum', ownMetric(environment, METRICS.sourceBytes)),
    line('Bytes of previews', 'Sum', ownMetric(environment, METRICS.previewBytes)),
  ],
});

function deliveryCharts({ distributionId }: Monitored): Chart[] {
  if (distributionId === undefined) return [];
  const metric = (name: Parameters<typeof distributionMetric>[1]) => distributionMetric(distributionId, name);
  return [
    {
      title: 'CDN: requests',
      region: CLOUDFRONT_REGION,
      lines: [line('Requests', 'Sum', metric('Requests'))],
    },
    {
      title: 'CDN: errors (% of requests)',
      region: CLOUDFRONT_REGION,
      lines: [line('4xx', 'Average', metric('4xxErrorRate')), line('5xx', 'Average', metric('5xxErrorRate'))],
    },
    {
      title: 'CDN: bytes to viewers',
      region: CLOUDFRONT_REGION,
      lines: [line('Bytes', 'Sum', metric('BytesDownloaded'))],
    },
  ];
}

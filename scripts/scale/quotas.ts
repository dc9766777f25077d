import type { PlannedSystem } from '../cost/planned-system';
import { busyMs, fileCount, type ProcessingTime } from '../cost/processing-time';
import { recordWrites } from '../cost/services/dynamodb';

/** A limit of a resource. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** The share of the limit that one upload a second uses. */
  readonly perUpload: number;
  /** The consequence of exceeding it, and what to do. */
  readonly remedy: string;
  /** The AWS page with the quota; absent for settings of Darkroom. */
  readonly source?: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const SOURCES = {
  lambda: `${DOCS}/lambda/latest/dg/gettingstarted-limits.html`,
  sqs: `${DOCS}/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html`,
  s3: `${DOCS}/AmazonS3/latest/userguide/optimizing-performance.html`,
  partition: `${DOCS}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`,
  warmThroughput: `${DOCS}/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html`,
  dynamoDb: `${DOCS}/amazondynamodb/latest/developerguide/ServiceQuotas.html`,
  eventBridge: `${DOCS}/eventbridge/latest/userguide/eb-quota.html`,
  sns: 'https://repost.aws/knowledge-center/sns-email-subscription-disabled',
  snsQuotas: `${DOCS}/general/latest/gr/sns.html`,
  apiGateway: `${DOCS}/apigateway/latest/developerguide/limits.html`,
  logs: `${DOCS}/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html`,
} as const;

/** Write units per second of one partition of a table or an index. */
const PARTITION = 1000;

/** Uploads a second at which a quota binds. */
export const speedOf = ({ limit, perUpload }: Quota): number => limit / perUpload;

/** All quotas that limit growth, with their defaults in a region such as us-east-1. */
export const quotasOf = (system: PlannedSystem, time: ProcessingTime): Quota[] => [
  ...functionQuotas(system, time),
  ...queueQuotas(system),
  ...tableQuotas(system),
  ...notificationQuotas(),
  ...apiQuotas(system),
  {
    name: 'S3: writes to one prefix',
    limit: 3500,
    perUpload: fileCount(system.processor.previews),
    source: SOURCES.s3,
    remedy:
      'Nothing for growth over days: image ids are hashes, so S3 partitions `previews/` automatically. A sudden increase causes 503 responses, which the SDK and then the queue retry.',
  },
];

function functionQuotas({ processor }: PlannedSystem, time: ProcessingTime): Quota[] {
  const perUpload = busyMs(time, processor) / 1000;
  return [
    {
      name: '`MAX_CONCURRENCY`',
      limit: processor.maxConcurrency,
      perUpload,
      remedy: 'Peaks wait in the queue. Raise the setting, up to 1000.',
    },
    {
      name: 'Lambda: concurrency of the account',
      limit: 1000,
      perUpload,
      source: SOURCES.lambda,
      remedy:
        'Request an increase, and include the other functions of the account. The maximum concurrency of a mapping is 1000 as well: beyond it, add a second queue and function, or a second region.',
    },
    {
      name: 'CloudWatch Logs: PutLogEvents of the account',
      limit: 5000,
      perUpload: 1,
      source: SOURCES.logs,
      remedy: 'Request an increase. Until then, log lines are delayed.',
    },
  ];
}

const queueQuotas = ({ queue }: PlannedSystem): Quota[] => [
  {
    name: 'SQS: messages in flight, while every attempt fails',
    limit: 120_000,
    perUpload: queue.visibilitySeconds,
    source: SOURCES.sqs,
    remedy:
      'Nothing. In an outage, failed messages stay in flight until the visibility timeout. At the limit the queue returns no further messages, which protects the dead-letter queue.',
  },
];

/** The quotas of the table and its indexes. */
export function tableQuotas(system: PlannedSystem): Quota[] {
  const { claimed, finished, table, indexes } = recordWrites(system);
  const max = Math.max(table, ...Object.values(indexes));
  const all = Object.values(indexes).reduce((sum, units) => sum + units, table);
  return [
    {
      name: 'DynamoDB: one day of `DateIndex`',
      limit: PARTITION,
      perUpload: claimed + finished,
      source: SOURCES.partition,
      remedy:
        'All images of a day are in one partition, and a throttled index throttles the table. Distribute the day over shards (`2026-11-21#0` to `#9`) and merge ten queries when listing. Or project only the keys, which makes each write one unit, and adds a read per listed image.',
    },
    {
      name: 'DynamoDB: `COMPLETED` in `StatusIndex`',
      limit: PARTITION,
      perUpload: finished,
      source: SOURCES.partition,
      remedy:
        'The same. Or index only `PROCESSING` and `FAILED`, which people query, and find completed images by date or user.',
    },
    {
      name: 'DynamoDB: initial throughput of a new table',
      limit: 4000,
      perUpload: max,
      source: SOURCES.warmThroughput,
      remedy:
        'It doubles automatically within 30 minutes. Before an expected increase, set the warm throughput of the table and its indexes.',
    },
    {
      name: 'DynamoDB: writes of one table and its indexes',
      limit: 40_000,
      perUpload: all,
      source: SOURCES.dynamoDb,
      remedy: 'Request an increase.',
    },
  ];
}

const notificationQuotas = (): Quota[] => [
  {
    name: 'SNS: e-mails of one subscription',
    limit: 10,
    perUpload: 1,
    source: SOURCES.sns,
    remedy:
      'Above it SNS disables the subscription. Set `NOTIFY_ON=failures` in time, and let programs subscribe to the bus.',
  },
  {
    name: 'EventBridge: PutEvents (us-east-1; fewer in smaller regions)',
    limit: 10_000,
    perUpload: 1,
    source: SOURCES.eventBridge,
    remedy: 'Request an increase. A rejected event is retried with its upload.',
  },
  {
    name: 'SNS: messages published (us-east-1; fewer in smaller regions)',
    limit: 30_000,
    perUpload: 1,
    source: SOURCES.snsQuotas,
    remedy: 'Request an increase, or notify only of failures.',
  },
];

const apiQuotas = ({ api }: PlannedSystem): Quota[] => [
  {
    name: 'The throttle of the API, with one `POST /uploads` per upload',
    limit: api.throttle,
    perUpload: 1,
    remedy: 'Clients receive 429. Raise the throttle of the stage, which limits the cost of mistakes.',
  },
  {
    name: 'API Gateway: requests of the account',
    limit: 10_000,
    perUpload: 1,
    source: SOURCES.apiGateway,
    remedy: 'Request an increase.',
  },
];

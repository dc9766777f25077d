import type { PlannedSystem } from '../cost/planned/system';
import { busyMs, type ProcessingTime } from '../cost/processing-time';
import { recordWrites } from '../cost/services/dynamodb';

/** Something that there is only so much of. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** How much of the limit one upload a second takes. */
  readonly perUpload: number;
  /** What happens beyond it, and what to do. */
  readonly remedy: string;
  /** The page of AWS that says so; absent for Darkroom's own settings. */
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

/** What one partition of a table or an index takes, in write units a second. */
const PARTITION = 1000;

/** Uploads a second that fill a quota. */
export const speedOf = ({ limit, perUpload }: Quota): number => limit / perUpload;

/** Everything that growth runs into, with the default quotas of a region such as us-east-1. */
export const quotasOf = (system: PlannedSystem, time: ProcessingTime): Quota[] => [
  ...functionQuotas(system, time),
  ...queueQuotas(system),
  ...tableQuotas(system),
  ...notificationQuotas(),
  ...apiQuotas(system),
  {
    name: 'S3: writes to one prefix',
    limit: 3500,
    perUpload: system.processor.previews.PREVIEW_SIZES.length,
    source: SOURCES.s3,
    remedy:
      'Nothing to do if it grows over days: image ids are hashes, so S3 divides `previews/` by itself. A sudden jump gets 503, which the SDK and then the queue try again.',
  },
];

function functionQuotas({ processor }: PlannedSystem, time: ProcessingTime): Quota[] {
  const perUpload = busyMs(time, processor) / 1000;
  return [
    {
      name: '`MAX_CONCURRENCY`',
      limit: processor.maxConcurrency,
      perUpload,
      remedy: 'Peaks wait in the queue, nothing is lost. Raise the setting, up to 1000.',
    },
    {
      name: 'Lambda: concurrency of the account',
      limit: 1000,
      perUpload,
      source: SOURCES.lambda,
      remedy:
        'Ask for more, and count the account’s other functions. A mapping with a maximum ends at 1000 too: beyond it, a second queue and function, or a second region.',
    },
    {
      name: 'CloudWatch Logs: PutLogEvents of the account',
      limit: 5000,
      perUpload: 1,
      source: SOURCES.logs,
      remedy: 'Ask for more. Until then, lines arrive late.',
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
      'In an outage, failed messages stay in flight until the visibility timeout. Beyond it the queue hands out nothing until some come back, which protects the dead-letter queue. Nothing to do.',
  },
];

/** What the table and its indexes take. */
export function tableQuotas(system: PlannedSystem): Quota[] {
  const { claimed, finished, table, indexes } = recordWrites(system);
  const most = Math.max(table, ...Object.values(indexes));
  const all = Object.values(indexes).reduce((sum, units) => sum + units, table);
  return [
    {
      name: 'DynamoDB: one day of `DateIndex`',
      limit: PARTITION,
      perUpload: claimed + finished,
      source: SOURCES.partition,
      remedy:
        'All of today lies in one partition, and an index that falls behind throttles the table. Spread the day over shards (`2026-11-21#0` to `#9`) and merge ten queries when listing; or project the keys alone, which makes each write one unit, and each listed image one more read.',
    },
    {
      name: 'DynamoDB: `COMPLETED` in `StatusIndex`',
      limit: PARTITION,
      perUpload: finished,
      source: SOURCES.partition,
      remedy:
        'The same, sooner worth doing away with: let only `PROCESSING` and `FAILED` be in the index, which are what people ask for, and find finished ones by date or user.',
    },
    {
      name: 'DynamoDB: what a new table takes at once',
      limit: 4000,
      perUpload: most,
      source: SOURCES.warmThroughput,
      remedy:
        'It doubles by itself within half an hour. Before a known jump, set the warm throughput of the table and its indexes.',
    },
    {
      name: 'DynamoDB: writes of one table and its indexes',
      limit: 40_000,
      perUpload: all,
      source: SOURCES.dynamoDb,
      remedy: 'Ask for more.',
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
      'Beyond it SNS switches the subscription off. Set `NOTIFY_ON=failures` long before, and let programs subscribe to the bus.',
  },
  {
    name: 'EventBridge: PutEvents (us-east-1; fewer in smaller regions)',
    limit: 10_000,
    perUpload: 1,
    source: SOURCES.eventBridge,
    remedy: 'Ask for more. A refused event is tried again with its upload.',
  },
  {
    name: 'SNS: messages published (us-east-1; fewer in smaller regions)',
    limit: 30_000,
    perUpload: 1,
    source: SOURCES.snsQuotas,
    remedy: 'Ask for more, or tell of failures alone.',
  },
];

const apiQuotas = ({ api }: PlannedSystem): Quota[] => [
  {
    name: 'The API’s own throttle, with one `POST /uploads` an upload',
    limit: api.throttle,
    perUpload: 1,
    remedy: 'Clients get 429. Raise the throttle of the stage; it is there to bound what a mistake costs.',
  },
  {
    name: 'API Gateway: requests of the account',
    limit: 10_000,
    perUpload: 1,
    source: SOURCES.apiGateway,
    remedy: 'Ask for more.',
  },
];

import { ATTEMPTS_METRIC, METRICS } from '../../../lambda/domain/metrics';
import type { Brake } from './brake';
import {
  apiMetric,
  functionMetric,
  type Metric,
  ownMetric,
  queueMetric,
  ruleMetric,
  type TablePart,
  tableMetric,
  topicMetric,
} from './metrics';
import type { Monitored } from './monitored';

/** The condition of an alarm: a statistic of a metric over a period exceeds a threshold. */
export interface AlarmCondition {
  /** Part of the name of the alarm, and the id of its construct. */
  readonly subject: string;
  /** A sentence for the e-mail of the alarm that says what happened. */
  readonly meaning: string;
  /** The section of `docs/operations.md`. @default - the subject */
  readonly section?: string;
  readonly metric: Metric;
  /** @default Sum */
  readonly statistic?: 'Sum' | 'Maximum' | 'Average' | 'p95';
  /** @default { atLeast: 1 } */
  readonly over?: { readonly moreThan: number } | { readonly atLeast: number };
  /** Seconds. @default 300 */
  readonly period?: number;
  /** The brake that the alarm invokes when it goes off. @default - the alarm only notifies people */
  readonly pulls?: Brake;
}

const PROCESSOR_SLOW_MS = 45_000;
const QUEUE_STUCK_SECONDS = 15 * 60;

/** The conditions of all alarms of the pipeline. `docs/operations.md` has a section for each. */
export function alarmConditions(monitored: Monitored): AlarmCondition[] {
  return [
    ...processingConditions(monitored),
    ...queueConditions(monitored),
    ...tableConditions(monitored),
    ...apiConditions(monitored),
    ...signInConditions(monitored),
    ...deliveryConditions(monitored),
    ...brakeConditions(monitored),
    ...webhookConditions(monitored),
  ];
}

function processingConditions({ processor, environment }: Monitored): AlarmCondition[] {
  const metricOf = (name: Parameters<typeof functionMetric>[1]) =>
    functionMetric(processor.functionName, name);
  return [
    {
      subject: 'processor-errors',
      meaning: 'The image processor failed more than 5 times in 5 minutes.',
      metric: metricOf('Errors'),
      over: { moreThan: 5 },
    },
    {
      subject: 'processor-duration',
      meaning: 'One in twenty batches takes more than 45 of the 60 seconds it has.',
      metric: metricOf('Duration'),
      statistic: 'p95',
      over: { moreThan: PROCESSOR_SLOW_MS },
    },
    {
      subject: 'processor-throttles',
      meaning: 'Lambda refused to run the image processor: the account has no concurrency left.',
      metric: metricOf('Throttles'),
    },
    {
      subject: 'processing-errors',
      meaning: '5 or more photos in 5 minutes could not be processed, for reasons that lie in the photos.',
      metric: ownMetric(environment, METRICS.processingErrors),
      over: { atLeast: 5 },
    },
  ];
}

const queueConditions = ({ queue }: Monitored): AlarmCondition[] => [
  {
    subject: 'dead-letters',
    meaning: 'At least one upload failed three times and waits in the dead-letter queue.',
    metric: queueMetric(queue.deadLetters.queueName, 'ApproximateNumberOfMessagesVisible'),
    statistic: 'Maximum',
  },
  {
    subject: 'queue-age',
    meaning: 'An upload has been waiting for more than 15 minutes.',
    metric: queueMetric(queue.queueName, 'ApproximateAgeOfOldestMessage'),
    statistic: 'Maximum',
    over: { moreThan: QUEUE_STUCK_SECONDS },
  },
];

/** An index is throttled before the table: for example, all uploads of a day share one key of `DateIndex`. */
const tableConditions = ({ table: { tableName, indexNames } }: Monitored): AlarmCondition[] => [
  ...throttleConditions('table', 'the table', { tableName }),
  ...indexNames.flatMap((indexName) =>
    throttleConditions(kebabCase(indexName), `the index ${indexName}`, { tableName, indexName }),
  ),
];

const throttleConditions = (subject: string, place: string, part: TablePart): AlarmCondition[] => [
  {
    subject: `${subject}-write-throttles`,
    meaning: `DynamoDB refused to write a record to ${place}, because writes come too fast.`,
    section: 'table-throttles',
    metric: tableMetric(part, 'WriteThrottleEvents'),
  },
  {
    subject: `${subject}-read-throttles`,
    meaning: `DynamoDB refused to read records from ${place}, because reads come too fast.`,
    section: 'table-throttles',
    metric: tableMetric(part, 'ReadThrottleEvents'),
  },
];

/** Converts `StatusIndex` to `status-index`. */
const kebabCase = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

const signInConditions = ({ api: { signIn } }: Monitored): AlarmCondition[] =>
  signIn
    ? [
        {
          subject: 'sign-in-errors',
          meaning:
            'Tokens could not be checked, so people got 503: the issuer did not respond, or its configuration has changed.',
          metric: functionMetric(signIn.fn.functionName, 'Errors'),
        },
      ]
    : [];

const apiConditions = ({ api }: Monitored): AlarmCondition[] => [
  {
    subject: 'api-throttles',
    meaning: 'Lambda refused to run the API: the account has no concurrency left.',
    metric: functionMetric(api.fn.functionName, 'Throttles'),
  },
  {
    subject: 'api-server-errors',
    meaning: 'The API answered a request with a 5xx status.',
    metric: apiMetric(api.apiName, api.stageName, '5XXError'),
  },
];

const HOUR_SECONDS = 3600;

/**
 * CloudWatch evaluates the alarm every minute over the previous hour, so it goes off within a minute after the limit is
 * exceeded. Source: Amazon CloudWatch User Guide, "Alarm evaluation windows": the default is a sliding window.
 */
const brakeConditions = ({ brake, environment }: Monitored): AlarmCondition[] =>
  brake
    ? [
        {
          subject: 'brake',
          meaning: `More than ${brake.maxImagesPerHour} images were processed within an hour, so the brake stopped processing. Nothing is lost: uploads wait in the queue for up to 14 days. Find what uploads so many images, then run: npm run images -- resume.`,
          metric: ownMetric(environment, ATTEMPTS_METRIC),
          over: { moreThan: brake.maxImagesPerHour },
          period: HOUR_SECONDS,
          pulls: brake,
        },
        {
          subject: 'brake-errors',
          meaning: 'The brake failed, so images are still processed although there are too many.',
          metric: functionMetric(brake.fn.functionName, 'Errors'),
        },
      ]
    : [];

const failedRule = (subject: string, ruleName: string, bus: string | undefined): AlarmCondition => ({
  subject: `${subject}-delivery`,
  meaning: `EventBridge could not deliver an event of the rule "${subject}", and gave up.`,
  metric: ruleMetric(ruleName, bus, 'FailedInvocations'),
});

const webhookConditions = ({ webhooks, busName }: Monitored): AlarmCondition[] =>
  webhooks
    ? [
        {
          subject: 'webhook-errors',
          meaning: 'The receiver of the webhook rejected every event of more than 5 batches in 5 minutes.',
          metric: functionMetric(webhooks.fn.functionName, 'Errors'),
          over: { moreThan: 5 },
        },
        {
          subject: 'webhook-dead-letters',
          meaning: 'At least one event was never accepted by the webhook and waits in its dead-letter queue.',
          metric: queueMetric(webhooks.deadLetters.queueName, 'ApproximateNumberOfMessagesVisible'),
          statistic: 'Maximum',
        },
        failedRule('webhooks', webhooks.ruleName, busName),
      ]
    : [];

function deliveryConditions(monitored: Monitored): AlarmCondition[] {
  const { notifications, alerts, busName, uploadRuleName } = monitored;
  const failedTopic = (subject: string, topicName: string): AlarmCondition => ({
    subject: `${subject}-topic-delivery`,
    meaning: `SNS could not deliver a message of the topic "${subject}", and gave up.`,
    metric: topicMetric(topicName, 'NumberOfNotificationsFailed'),
  });
  return [
    ...[...notifications.ruleNames].map(([outcome, ruleName]) => failedRule(outcome, ruleName, busName)),
    ...(uploadRuleName === undefined ? [] : [failedRule('uploads', uploadRuleName, undefined)]),
    failedTopic('notifications', notifications.topic.topicName),
    failedTopic('alerts', alerts.topicName),
    {
      subject: 'undelivered',
      meaning:
        'At least one notification could not be delivered to its topic and waits in its dead-letter queue.',
      metric: queueMetric(notifications.undelivered.queueName, 'ApproximateNumberOfMessagesVisible'),
      statistic: 'Maximum',
    },
  ];
}

import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import { EVENT_SOURCE, IMAGE_EVENT_TYPES } from '../../../lambda/domain/image-event';
import { MAX_ATTEMPTS } from '../../../lambda/domain/webhooks/webhook-retries';
import type { ResourceNames } from '../../names';
import { WORK_RETENTION_DAYS } from '../../queue-retention';
import { webhookUrl } from '../../setting-rules';
import type { Settings } from '../../settings';
import type { EncryptionKey } from '../encryption-key';
import { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { DeadLetterQueue } from '../queues/dead-letter-queue';
import { UPLOAD_RETRIES } from '../queues/delivery-retries';
import { QueuePolicy } from '../queues/queue-policy';
import { CONSUME_MESSAGES, workQueue } from '../queues/work-queue';
import { requireProps } from '../require-props';
import { grantReadSecret } from '../secret-access';
import type { ImageEvents } from './image-events';

export const RETRY_MESSAGES = [...CONSUME_MESSAGES, 'sqs:ChangeMessageVisibility'] as const;

/** Seconds to send all events of a batch concurrently, and to delay the events that failed. */
const SENDER_TIMEOUT = 20;
const BATCH_SIZE = 10;
/** Concurrent batches. The limit protects the receiver from bursts of uploads. */
const MAX_CONCURRENCY = 5;

export interface WebhooksProps {
  /** Names of the resources of the environment. */
  readonly names: ResourceNames;
  /** The URL of the receiver. */
  readonly url: string;
  /** The name of the secret, and the settings for the function. */
  readonly settings: Settings;
  /** The bus whose events are sent. */
  readonly events: ImageEvents;
  /** The absolute path of the zip of `send-webhook`. */
  readonly package: string;
  /** The account of the secret. */
  readonly accountId: string;
  /** The key that encrypts messages and logs. @default - keys of SQS and CloudWatch Logs */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/**
 * Sends every event of the bus to a webhook. It consists of a rule, a queue that keeps events between attempts, and the
 * function `send-webhook`. Decision 24 explains why it is not an API destination.
 */
export class Webhooks extends Construct {
  readonly fn: LambdaFunction;
  readonly ruleName: string;
  /** Keeps the events that the receiver never accepted. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { names, url, encryptionKey } = props;
    const { webhooksQueue, webhooksRule } = names;
    requireProps(
      this,
      { webhooksQueue, webhooksRule, url },
      { webhooksQueue: rules.queueName, webhooksRule: rules.ruleName, url: webhookUrl },
    );
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters', {
      name: names.webhooksDeadLetterQueue,
      encryptionKey,
    });
    const queue = workQueue(this, {
      name: webhooksQueue,
      deadLetters: this.deadLetters,
      maxReceives: MAX_ATTEMPTS,
      consumerTimeout: SENDER_TIMEOUT,
      retentionDays: WORK_RETENTION_DAYS,
      encryptionKey,
    });
    this.ruleName = this.feed(queue, props);
    this.fn = this.sender(queue, props);
  }

  private feed(queue: SqsQueue, { names, events }: WebhooksProps): string {
    const rule = new CloudwatchEventRule(this, 'rule', {
      name: names.webhooksRule,
      description: 'Sends every event of an image to the webhook.',
      eventBusName: events.busName,
      eventPattern: JSON.stringify({ source: [EVENT_SOURCE], 'detail-type': IMAGE_EVENT_TYPES }),
    });
    const policy = new QueuePolicy(this, 'policy', { queueUrl: queue.url, queueArn: queue.arn });
    policy.admit('AdmitEvents', { service: 'events.amazonaws.com', sourceArns: [rule.arn] });
    this.deadLetters.admitRules([rule.arn]);
    new CloudwatchEventTarget(this, 'target', {
      rule: rule.name,
      eventBusName: events.busName,
      targetId: 'webhooks',
      arn: queue.arn,
      retryPolicy: UPLOAD_RETRIES,
      deadLetterConfig: { arn: this.deadLetters.queueArn },
      dependsOn: [policy.resource],
    });
    return rule.name;
  }

  private sender(queue: SqsQueue, props: WebhooksProps): LambdaFunction {
    const { names, settings, encryptionKey } = props;
    const { AWS_REGION: region, WEBHOOK_SECRET_NAME: secretName } = settings;
    const fn = new LambdaFunction(this, 'send-webhook', {
      name: names.webhookSender,
      description: 'Signs the events of images and posts them to the webhook.',
      package: props.package,
      timeout: SENDER_TIMEOUT,
      environment: {
        WEBHOOK_URL: props.url,
        WEBHOOK_SECRET_NAME: secretName,
        WEBHOOKS_QUEUE_URL: queue.url,
        LOG_LEVEL: settings.LOG_LEVEL,
        POWERTOOLS_SERVICE_NAME: 'send-webhook',
      },
      settings,
      encryptionKey,
    });
    encryptionKey?.grantUse(fn);
    fn.allow({ Sid: 'SendEvents', Action: RETRY_MESSAGES, Resource: queue.arn });
    grantReadSecret(fn, 'ReadWebhookSecret', { secretName, region, accountId: props.accountId });
    new LambdaEventSourceMapping(this, 'events', {
      eventSourceArn: queue.arn,
      functionName: fn.functionArn,
      batchSize: BATCH_SIZE,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: MAX_CONCURRENCY },
    });
    return fn;
  }
}

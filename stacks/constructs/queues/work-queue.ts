import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import type { Construct } from 'constructs';
import { DAY_SECONDS } from '../../../lambda/domain/days';
import type { EncryptionKey } from '../encryption-key';
import type { DeadLetterQueue } from './dead-letter-queue';
import { queueEncryption } from './queue-encryption';

export const CONSUME_MESSAGES = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
] as const;

/**
 * AWS recommends six times the timeout plus the window. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon
 * SQS".
 */
const VISIBILITY_PER_TIMEOUT = 6;
const LONG_POLL_SECONDS = 20;

export interface WorkQueueProps {
  /** Name of the queue. */
  readonly name: string;
  /** Receives the messages whose attempts have all failed. */
  readonly deadLetters: DeadLetterQueue;
  /** How often a message is received before that. */
  readonly maxReceives: number;
  /** Timeout in seconds of the function that reads the queue. */
  readonly consumerTimeout: number;
  /** Seconds that the event source mapping waits to fill a batch. @default 0 */
  readonly batchingWindow?: number;
  /** Days that a message is kept. */
  readonly retentionDays: number;
  /** The key that encrypts the messages. @default - a key of SQS */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** Makes a queue that a function reads, as the children `queue` and `redrive-allow` of a construct. */
export function workQueue(scope: Construct, props: WorkQueueProps): SqsQueue {
  const { deadLetters, consumerTimeout, batchingWindow = 0 } = props;
  const queue = new SqsQueue(scope, 'queue', {
    name: props.name,
    visibilityTimeoutSeconds: VISIBILITY_PER_TIMEOUT * consumerTimeout + batchingWindow,
    messageRetentionSeconds: props.retentionDays * DAY_SECONDS,
    receiveWaitTimeSeconds: LONG_POLL_SECONDS,
    ...queueEncryption(props.encryptionKey),
    redrivePolicy: JSON.stringify({
      deadLetterTargetArn: deadLetters.queueArn,
      maxReceiveCount: props.maxReceives,
    }),
  });
  new SqsQueueRedriveAllowPolicy(scope, 'redrive-allow', {
    queueUrl: deadLetters.queueUrl,
    redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
  });
  return queue;
}

import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { uploadsRetentionDays } from '../../queue-retention';
import type { EncryptionKey } from '../encryption-key';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { DeadLetterQueue } from '../queues/dead-letter-queue';
import { QueuePolicy, type QueueSender } from '../queues/queue-policy';
import { CONSUME_MESSAGES, workQueue } from '../queues/work-queue';
import { requireProps } from '../require-props';

const MAX_RECEIVES = 3;

export interface UploadsQueueProps {
  /** The name of the queue. */
  readonly name: string;
  /** The name of its dead-letter queue. */
  readonly deadLetterName: string;
  /** The timeout in seconds of the function that reads the queue, 1 to 900. */
  readonly consumerTimeout: number;
  /** Seconds that the event source mapping waits to fill a batch, 0 to 300. */
  readonly batchingWindow: number;
  /** Whether the brake can stop the consumer, so that messages wait until an operator resumes. @default false */
  readonly hasBrake?: boolean;
  /** The key that encrypts the messages of both queues. @default - a key of SQS */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The queue of uploads for the processor. A message that fails three times moves to the dead-letter queue. */
export class UploadsQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly deadLetters: DeadLetterQueue;
  private readonly policy: QueuePolicy;
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: UploadsQueueProps) {
    super(scope, id);
    requireProps(this, props, {
      name: rules.queueName,
      deadLetterName: rules.queueName,
      consumerTimeout: rules.functionTimeout,
      batchingWindow: rules.batchingWindow,
    });
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters', {
      name: props.deadLetterName,
      encryptionKey: props.encryptionKey,
    });
    this.encryptionKey = props.encryptionKey;
    const queue = workQueue(this, {
      ...props,
      deadLetters: this.deadLetters,
      maxReceives: MAX_RECEIVES,
      retentionDays: uploadsRetentionDays(props.hasBrake ?? false),
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.policy = new QueuePolicy(this, 'policy', { queueUrl: queue.url, queueArn: queue.arn });
  }

  /** Lets a service send messages. @returns the resource that its configuration must depend on */
  admit(sender: QueueSender): ITerraformDependable {
    this.policy.admit('AdmitUploads', sender);
    return this.policy.resource;
  }

  /** Lets a function receive and delete messages. */
  grantConsume(fn: LambdaFunction): void {
    this.encryptionKey?.grantUse(fn);
    fn.allow({ Sid: 'TakeUploads', Action: CONSUME_MESSAGES, Resource: this.queueArn });
  }
}

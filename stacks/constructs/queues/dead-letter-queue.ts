import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DAY_SECONDS } from '../../../lambda/domain/days';
import { MAX_RETENTION_DAYS } from '../../queue-retention';
import type { EncryptionKey } from '../encryption-key';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';
import { queueEncryption } from './queue-encryption';
import { QueuePolicy } from './queue-policy';

/** The maximum of SQS, because people need time to notice a failure, fix its cause and redrive the messages. */
const RETENTION_SECONDS = MAX_RETENTION_DAYS * DAY_SECONDS;

export interface DeadLetterQueueProps {
  /** The name of the queue. */
  readonly name: string;
  /** The key that encrypts the messages. @default - a key of SQS */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** Keeps messages whose attempts have all failed, until an operator redrives or deletes them. */
export class DeadLetterQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  private readonly policy: QueuePolicy;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.queueName });
    const queue = new SqsQueue(this, 'queue', {
      name: props.name,
      messageRetentionSeconds: RETENTION_SECONDS,
      ...queueEncryption(props.encryptionKey),
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.policy = new QueuePolicy(this, 'policy', { queueUrl: queue.url, queueArn: queue.arn });
  }

  /**
   * Lets EventBridge send events to the queue that it could not deliver for these rules.
   * @returns the resource that the targets of the rules must depend on
   */
  admitRules(ruleArns: readonly string[]): ITerraformDependable {
    this.policy.admit('AdmitUndelivered', { service: 'events.amazonaws.com', sourceArns: ruleArns });
    return this.policy.resource;
  }
}

import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyDocument } from './policy-document';
import * as rules from './prop-rules';
import { requireProps } from './require-props';

/** The maximum of SQS: people need time to notice a failure, fix its cause and redrive the messages. */
const RETENTION_SECONDS = 14 * 24 * 60 * 60;

export interface DeadLetterQueueProps {
  /** Name of the queue. */
  readonly name: string;
}

/** Keeps messages after all attempts failed, until somebody redrives or deletes them. */
export class DeadLetterQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.queueName });
    const queue = new SqsQueue(this, 'queue', {
      name: props.name,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
  }

  /** Lets EventBridge send the events that it could not deliver for these rules. */
  admitRules(ruleArns: readonly string[], accountId: string): void {
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: this.queueUrl,
      policy: policyDocument([
        {
          Sid: 'AdmitUndelivered',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: this.queueArn,
          Condition: {
            ArnEquals: { 'aws:SourceArn': ruleArns },
            StringEquals: { 'aws:SourceAccount': accountId },
          },
        },
      ]),
    });
  }
}

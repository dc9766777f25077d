import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyDocument } from './policy-document';

/** As long as SQS keeps anything: people need time to notice, mend and redrive. */
const RETENTION_SECONDS = 14 * 24 * 60 * 60;

export interface DeadLetterQueueProps {
  readonly name: string;
}

/** Where messages wait for people after all attempts failed. */
export class DeadLetterQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;

  constructor(scope: Construct, id: string, { name }: DeadLetterQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, 'queue', {
      name,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
  }

  /** Admits what EventBridge could not deliver for these rules of this account. */
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

import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';
import type { LambdaFunction } from './lambda-function';
import { policyDocument } from './policy-document';

export const CONSUME_MESSAGES = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
] as const;

/** AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": six times the timeout, plus the window. */
const VISIBILITY_PER_TIMEOUT = 6;
const MOST_RECEIVES = 3;
/** Shorter than the dead-letter queue's, which counts from the day a message was first sent. */
const RETENTION_SECONDS = 4 * 24 * 60 * 60;
const LONG_POLL_SECONDS = 20;

export interface UploadsQueueProps {
  readonly name: string;
  readonly deadLetterName: string;
  /** Seconds the function that reads the queue may run. */
  readonly consumerTimeout: number;
  /** Seconds the event source mapping waits to fill a batch. */
  readonly batchingWindow: number;
}

/** The one service resource that may send uploads to the queue. */
export interface UploadsSender {
  readonly service: 's3.amazonaws.com' | 'events.amazonaws.com';
  readonly sourceArn: string;
  readonly accountId: string;
}

/** Uploads wait here for the processor; what fails three times waits in the dead-letter queue for people. */
export class UploadsQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: UploadsQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'dead-letters', { name: props.deadLetterName });
    const queue = new SqsQueue(this, 'queue', {
      name: props.name,
      visibilityTimeoutSeconds: VISIBILITY_PER_TIMEOUT * props.consumerTimeout + props.batchingWindow,
      messageRetentionSeconds: RETENTION_SECONDS,
      receiveWaitTimeSeconds: LONG_POLL_SECONDS,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: this.deadLetters.queueArn,
        maxReceiveCount: MOST_RECEIVES,
      }),
    });
    new SqsQueueRedriveAllowPolicy(this, 'redrive-allow', {
      queueUrl: this.deadLetters.queueUrl,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
  }

  /** Admits the sender of uploads. A queue has one policy, so it has one sender. */
  admit({ service, sourceArn, accountId }: UploadsSender): SqsQueuePolicy {
    return new SqsQueuePolicy(this, 'policy', {
      queueUrl: this.queueUrl,
      policy: policyDocument([
        {
          Sid: 'AdmitUploads',
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sqs:SendMessage',
          Resource: this.queueArn,
          Condition: {
            ArnEquals: { 'aws:SourceArn': sourceArn },
            StringEquals: { 'aws:SourceAccount': accountId },
          },
        },
      ]),
    });
  }

  /** Lets a function take messages from the queue. */
  grantConsume(fn: LambdaFunction): void {
    fn.allow({ Sid: 'TakeUploads', Action: CONSUME_MESSAGES, Resource: this.queueArn });
  }
}

import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { declarationSchema, jsonText, readDeclarations } from './declaration';

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A standard queue, with the defaults of SQS. Times are in seconds. */
export interface QueueDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeout: number;
  readonly retention: number;
  readonly delay: number;
  readonly receiveWaitTime: number;
  /** Bytes. */
  readonly maxMessageSize: number;
  readonly redrive?: RedrivePolicy;
}

const queue = declarationSchema(
  {
    name: z.string(),
    visibility_timeout_seconds: z.number().default(30),
    message_retention_seconds: z.number().default(345_600),
    delay_seconds: z.number().default(0),
    receive_wait_time_seconds: z.number().default(0),
    max_message_size: z.number().default(1_048_576),
    fifo_queue: z.literal(false).optional(),
    redrive_policy: jsonText(
      z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }),
    ).optional(),
  },
  {
    kms_master_key_id: 'nothing is encrypted at rest',
    sqs_managed_sse_enabled: 'nothing is encrypted at rest',
  },
);

export function readQueues(plan: AppliedPlan): QueueDeclaration[] {
  return readDeclarations(plan, 'aws_sqs_queue', queue, (read, resource) => ({
    name: read.name,
    arn: resource.computed('arn'),
    url: resource.computed('url'),
    visibilityTimeout: read.visibility_timeout_seconds,
    retention: read.message_retention_seconds,
    delay: read.delay_seconds,
    receiveWaitTime: read.receive_wait_time_seconds,
    maxMessageSize: read.max_message_size,
    ...(read.redrive_policy && { redrive: read.redrive_policy }),
  }));
}

import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readDeclarations } from './declaration';

/** A mapping from a queue to a function, with the defaults of Lambda. */
export interface EventSourceMappingDeclaration {
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  /** The maximum number of messages in a batch. */
  readonly batchSize: number;
  /** Seconds. */
  readonly batchingWindow: number;
  /** The maximum number of concurrent batches. */
  readonly maximumConcurrency?: number;
  /** Whether the function returns the messages that failed. If not, a batch fails as a whole. */
  readonly reportsItemFailures: boolean;
}

const mapping = declarationSchema({
  event_source_arn: z.string().regex(/^arn:aws:sqs:/, 'only SQS queues are supported'),
  function_name: z.string().regex(/^arn:aws:lambda:/, 'must be the ARN of a function'),
  batch_size: z.number().default(10),
  maximum_batching_window_in_seconds: z.number().default(0),
  enabled: z.literal(true).optional(),
  function_response_types: z.array(z.literal('ReportBatchItemFailures')).default([]),
  scaling_config: block(z.strictObject({ maximum_concurrency: z.number() })).optional(),
});

export function readEventSourceMappings(plan: AppliedPlan): EventSourceMappingDeclaration[] {
  return readDeclarations(plan, 'aws_lambda_event_source_mapping', mapping, (read, resource) => ({
    uuid: resource.computed('uuid'),
    queueArn: read.event_source_arn,
    functionArn: read.function_name,
    batchSize: read.batch_size,
    batchingWindow: read.maximum_batching_window_in_seconds,
    ...(read.scaling_config && { maximumConcurrency: read.scaling_config.maximum_concurrency }),
    reportsItemFailures: read.function_response_types.length > 0,
  }));
}

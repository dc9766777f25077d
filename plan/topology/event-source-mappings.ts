import { z } from 'zod';
import type { AppliedPlan } from '../applied-plan';
import { block, declarationSchema, readDeclarations } from './declaration';

/** A queue that feeds a function. The defaults are Lambda's own. */
export interface EventSourceMappingDeclaration {
  /** Its id. */
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  /** Messages. */
  readonly batchSize: number;
  /** Seconds. */
  readonly batchingWindow: number;
  /** Batches at work at the same time. */
  readonly maximumConcurrency?: number;
  /** Whether the function names the messages that failed, or fails with all of them. */
  readonly reportsItemFailures: boolean;
}

const mapping = declarationSchema({
  event_source_arn: z.string().regex(/^arn:aws:sqs:/, 'only SQS queues are polled here'),
  function_name: z.string().regex(/^arn:aws:lambda:/, "must be the function's ARN"),
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

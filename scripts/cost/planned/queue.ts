import { z } from 'zod';
import type { Plan, PlannedResource } from '../../../plan/plan';
import { numberOf, only } from './only';

/** The queue of uploads, and the one behind it. */
export interface PlannedQueue {
  readonly address: string;
  readonly deadLetterAddress: string;
  readonly visibilitySeconds: number;
  /** A message that was received so often is a dead letter. */
  readonly maxReceives: number;
  readonly longPollSeconds: number;
  readonly retentionSeconds: number;
}

const redriveSchema = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() });

const uploadsQueue = (plan: Plan): PlannedResource => {
  const mapping = only(plan, 'aws_lambda_event_source_mapping');
  return only(plan, 'aws_sqs_queue', (queue) =>
    plan.refers(mapping.attributes.event_source_arn, mapping, queue),
  );
};

export function plannedQueue(plan: Plan): PlannedQueue {
  const queue = uploadsQueue(plan);
  const redrive = redriveSchema.parse(JSON.parse(String(queue.attributes.redrive_policy)));
  const deadLetters = only(plan, 'aws_sqs_queue', (one) =>
    plan.refers(redrive.deadLetterTargetArn, queue, one),
  );
  return {
    address: queue.address,
    deadLetterAddress: deadLetters.address,
    visibilitySeconds: numberOf(queue, 'visibility_timeout_seconds'),
    maxReceives: redrive.maxReceiveCount,
    longPollSeconds: numberOf(queue, 'receive_wait_time_seconds'),
    retentionSeconds: numberOf(queue, 'message_retention_seconds'),
  };
}

import type { Plan, PlannedResource } from '../../plan/plan';

/**
 * AWS recommends at least six times the timeout. Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
const VISIBILITY_FACTOR = 6;
/** The defaults of Lambda and SQS, in seconds. */
const DEFAULT_TIMEOUT = 3;
const DEFAULT_VISIBILITY = 30;

/**
 * Finds queues whose visibility timeout is too short for their function. A message must stay invisible until its
 * attempt has ended; otherwise two attempts can overlap.
 */
export function queuesOutlastFunctions(plan: Plan): string[] {
  return plan.resources('aws_lambda_event_source_mapping').flatMap((mapping) => {
    const [queue] = plan.referenced(mapping.attributes.event_source_arn, mapping);
    const [fn] = plan.referenced(mapping.attributes.function_name, mapping);
    if (queue?.type !== 'aws_sqs_queue' || !fn) return [];
    const window = Number(mapping.attributes.maximum_batching_window_in_seconds ?? 0);
    return problem(queue, fn, window);
  });
}

function problem(queue: PlannedResource, fn: PlannedResource, window: number): string[] {
  const timeout = Number(fn.attributes.timeout ?? DEFAULT_TIMEOUT);
  const visibility = Number(queue.attributes.visibility_timeout_seconds ?? DEFAULT_VISIBILITY);
  const min = VISIBILITY_FACTOR * timeout + window;
  if (visibility >= min) return [];
  return [
    `${queue.address} hides a message for ${visibility} s, but ${fn.address} can take ${timeout} s for a batch: a second attempt could start before the first has ended. Set visibility_timeout_seconds to at least ${min} (${VISIBILITY_FACTOR} x ${timeout} s + a batching window of ${window} s).`,
  ];
}

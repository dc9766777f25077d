import type { Plan, PlannedResource } from '../../plan/plan';

/** Source: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times the timeout. */
const VISIBILITY_FACTOR = 6;
/** What Lambda and SQS take when nothing is said, in seconds. */
const DEFAULT_TIMEOUT = 3;
const DEFAULT_VISIBILITY = 30;

/** A message must stay invisible until the attempt at it is certainly over, or two work on it at once. */
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
  const least = VISIBILITY_FACTOR * timeout + window;
  if (visibility >= least) return [];
  return [
    `${queue.address} hides a message for ${visibility} s, but ${fn.address} may take ${timeout} s for a batch: a second attempt could begin while the first is at work. Set visibility_timeout_seconds to at least ${least} (${VISIBILITY_FACTOR} x ${timeout} s + a batching window of ${window} s).`,
  ];
}

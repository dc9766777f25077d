import type { Plan, PlannedResource } from '../../plan/plan';

const DEPTH_METRIC = 'ApproximateNumberOfMessagesVisible';

/** Finds consumed queues without a dead-letter queue, and dead-letter queues without an alarm. */
export function deadLettersAreSeen(plan: Plan): string[] {
  const queues = plan.resources('aws_sqs_queue');
  const consumed = plan
    .resources('aws_lambda_event_source_mapping')
    .flatMap((mapping) => plan.referenced(mapping.attributes.event_source_arn, mapping))
    .filter(({ type }) => type === 'aws_sqs_queue');
  const without = consumed.filter((queue) => queue.attributes.redrive_policy === undefined);
  const unwatched = deadLetterQueues(plan, queues).filter((queue) => !isAlarmed(plan, queue));
  return [
    ...without.map(
      (queue) =>
        `${queue.address} has no dead-letter queue: a message that cannot be processed is retried until SQS deletes it. Add a redrive_policy.`,
    ),
    ...unwatched.map(
      (queue) =>
        `${queue.address} is a dead-letter queue without an alarm, so nobody would notice its messages. Add an alarm on its ${DEPTH_METRIC}.`,
    ),
  ];
}

/** The dead-letter queues of queues, of targets of rules, and of functions. */
function deadLetterQueues(plan: Plan, queues: readonly PlannedResource[]): PlannedResource[] {
  const referenced = [
    ...queues.flatMap((queue) => plan.referenced(queue.attributes.redrive_policy, queue)),
    ...plan
      .resources('aws_cloudwatch_event_target')
      .flatMap((target) => plan.referenced(target.attributes.dead_letter_config, target)),
    ...plan
      .resources('aws_lambda_function')
      .flatMap((fn) => plan.referenced(fn.attributes.dead_letter_config, fn)),
  ];
  return [...new Set(referenced)].filter(({ type }) => type === 'aws_sqs_queue');
}

const isAlarmed = (plan: Plan, queue: PlannedResource): boolean =>
  plan
    .resources('aws_cloudwatch_metric_alarm')
    .some(
      (alarm) =>
        alarm.attributes.metric_name === DEPTH_METRIC &&
        plan.refers(alarm.attributes.dimensions, alarm, queue),
    );

import { bucketTriggers, setsOff } from '../../plan/bucket-triggers';
import type { Plan } from '../../plan/plan';
import { statementsOfFunction } from '../../plan/statements';

/** Finds functions whose outputs would be processed as new uploads. */
export function outputsTriggerNothing(plan: Plan): string[] {
  const triggers = bucketTriggers(plan);
  const consumers = plan
    .resources('aws_lambda_event_source_mapping')
    .flatMap((mapping) => plan.referenced(mapping.attributes.function_name, mapping));
  return consumers.flatMap((fn) =>
    statementsOfFunction(plan, fn).flatMap((statement) =>
      triggers
        .filter((trigger) => setsOff(statement, trigger, plan))
        .map(
          ({ bucket, prefix, by }) =>
            `${fn.address} writes to ${bucket.address}, whose notification ${by.address} listens under "${prefix}": its own outputs would be processed as uploads. Write to a bucket or prefix without a notification.`,
        ),
    ),
  );
}

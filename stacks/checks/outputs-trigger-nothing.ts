import { bucketTriggers, setsOff } from '../../plan/bucket-triggers';
import type { Plan } from '../../plan/plan';
import { statementsOfFunction } from '../../plan/statements';

/** What a function makes of an upload must not be taken for another upload. */
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
            `${fn.address} writes to ${bucket.address}, whose notification ${by.address} listens under "${prefix}": its own outputs would come back as uploads. Write to a bucket or a prefix that nothing listens to.`,
        ),
    ),
  );
}

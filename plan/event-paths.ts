import { bucketTriggers, setsOff } from './bucket-triggers';
import { blockList, type Plan, type PlannedResource } from './plan';
import { SENDING_ACTIONS } from './sent-by-permission';
import { statementsOfFunction } from './statements';

/** An event of one resource can cause an event of another. */
export interface EventPath {
  readonly from: string;
  readonly to: string;
}

/** The default event bus of the account, which no stack declares. */
const DEFAULT_BUS = 'the default event bus';

/** All paths of events between the resources of a plan. */
export function eventPaths(plan: Plan): EventPath[] {
  return [...fromBuckets(plan), ...fromRules(plan), ...fromFunctions(plan), ...fromAttributes(plan)].filter(
    ({ from, to }) => from !== to,
  );
}

function fromBuckets(plan: Plan): EventPath[] {
  const direct = bucketTriggers(plan).flatMap(({ bucket, targets }) => paths([bucket], targets));
  const throughTheBus = plan
    .resources('aws_s3_bucket_notification')
    .filter(({ attributes }) => attributes.eventbridge === true)
    .flatMap((by) => plan.referenced(by.attributes.bucket, by))
    .map((bucket) => ({ from: bucket.address, to: DEFAULT_BUS }));
  return [...direct, ...throughTheBus];
}

function fromRules(plan: Plan): EventPath[] {
  const listening = plan.resources('aws_cloudwatch_event_rule').map((rule) => {
    const [bus] = plan.referenced(rule.attributes.event_bus_name, rule);
    return { from: bus?.address ?? DEFAULT_BUS, to: rule.address };
  });
  const sending = plan.resources('aws_cloudwatch_event_target').flatMap((target) => {
    const rules = plan.referenced(target.attributes.rule, target);
    const { arn, dead_letter_config: deadLetters } = target.attributes;
    return paths(rules, plan.referenced([arn, deadLetters], target));
  });
  return [...listening, ...sending];
}

function fromFunctions(plan: Plan): EventPath[] {
  const triggers = bucketTriggers(plan);
  return plan.resources('aws_lambda_function').flatMap((fn) =>
    statementsOfFunction(plan, fn).flatMap((statement) => {
      const types = statement.actions.flatMap((action) => SENDING_ACTIONS[action]?.to ?? []);
      const receivers = plan
        .referenced(statement.resources, statement.policy)
        .filter(({ type }) => types.includes(type));
      const written = triggers.filter((trigger) => setsOff(statement, trigger, plan));
      return paths([fn], [...receivers, ...written.map(({ bucket }) => bucket)]);
    }),
  );
}

/** The paths that resources declare with attributes for the source and the destination. */
function fromAttributes(plan: Plan): EventPath[] {
  const between = (type: string, from: string, to: string) =>
    plan
      .resources(type)
      .flatMap((resource) =>
        paths(
          plan.referenced(resource.attributes[from], resource),
          plan.referenced(resource.attributes[to], resource),
        ),
      );
  const redrives = plan
    .resources('aws_sqs_queue')
    .flatMap((queue) => paths([queue], plan.referenced(queue.attributes.redrive_policy, queue)));
  const alarms = plan
    .resources('aws_cloudwatch_metric_alarm')
    .flatMap((alarm) => paths([alarm], plan.referenced(blockList(alarm.attributes.alarm_actions), alarm)));
  return [
    ...between('aws_lambda_event_source_mapping', 'event_source_arn', 'function_name'),
    ...between('aws_sns_topic_subscription', 'topic_arn', 'endpoint'),
    ...redrives,
    ...alarms,
  ];
}

const paths = (from: readonly PlannedResource[], to: readonly PlannedResource[]): EventPath[] =>
  from.flatMap((one) => to.map((other) => ({ from: one.address, to: other.address })));

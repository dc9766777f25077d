import type { EventBusDeclaration } from './event-buses';
import type { EventRuleDeclaration } from './event-rules';
import type { FunctionDeclaration } from './functions';
import { type Pipeline, pipelineOf } from './pipeline';
import type { QueueDeclaration } from './queues';
import type { TopicDeclaration } from './topics';
import type { Topology } from './topology';
import { type WebhookParts, webhooksOf } from './webhooks';

/** The resources behind the parts of a diagram, identified by their connections and not by their names. */
export interface PartResources extends Pipeline {
  /** The bus of image events. */
  readonly bus: EventBusDeclaration | undefined;
  /** The rules of that bus. */
  readonly rules: readonly EventRuleDeclaration[];
  /** The queues with events that the rules could not deliver. */
  readonly undelivered: readonly QueueDeclaration[];
  /** The topic to which the rules send. */
  readonly notifications: TopicDeclaration | undefined;
  /** The topics to which the alarms send. */
  readonly alerts: readonly TopicDeclaration[];
  /** The subscribers of all topics. */
  readonly emails: readonly string[];
  /** The function that an alarm invokes. */
  readonly brake: FunctionDeclaration | undefined;
  readonly webhooks: WebhookParts | undefined;
}

/** @throws Error if the stacks do not declare a required part exactly once */
export function partResourcesOf(topology: Topology): PartResources {
  const { eventBuses, eventRules, topics, alarms, queues, functions } = topology;
  const [bus] = eventBuses;
  const rules = eventRules.filter(({ busName }) => busName === bus?.name);
  const targets = rules.flatMap((rule) => rule.targets);
  const called = new Set(alarms.flatMap(({ actions }) => actions.ALARM));
  const notifications = topics.find(({ arn }) => targets.some((target) => target.arn === arn));
  return {
    ...pipelineOf(topology),
    bus,
    rules,
    undelivered: queues.filter(({ arn }) => targets.some(({ deadLetterArn }) => deadLetterArn === arn)),
    notifications,
    alerts: topics.filter(({ arn }) => called.has(arn) && arn !== notifications?.arn),
    emails: [...new Set(topics.flatMap(({ emails }) => emails))],
    brake: functions.find(({ arn }) => called.has(arn)),
    webhooks: webhooksOf(topology),
  };
}

import type { FunctionDeclaration } from './functions';
import type { QueueDeclaration } from './queues';
import type { Topology } from './topology';

/** The resources that send events to a webhook. */
export interface WebhookParts {
  readonly queue: QueueDeclaration;
  /** The function that the queue feeds. */
  readonly sender: FunctionDeclaration;
}

/** The queue that receives events from the bus of image events, and its function; undefined without a webhook. */
export function webhooksOf(topology: Topology): WebhookParts | undefined {
  const { eventBuses, eventRules, queues, functions, eventSourceMappings } = topology;
  const [bus] = eventBuses;
  const targets = eventRules.filter(({ busName }) => busName === bus?.name).flatMap((rule) => rule.targets);
  const queue = queues.find(({ arn }) => targets.some((target) => target.arn === arn));
  const mapping = eventSourceMappings.find(({ queueArn }) => queueArn === queue?.arn);
  const sender = functions.find(({ arn }) => arn === mapping?.functionArn);
  return queue && sender && { queue, sender };
}

import { DEFAULT_BUS } from './event-buses';
import { bucketArn, busArn, flowsOf, tableArn } from './flows';
import { pipelineOf } from './pipeline';
import type { Topology } from './topology';
import { webhooksOf } from './webhooks';

/** The parts of the pipeline that a diagram shows, if the stacks declare them. */
export const PART_IDS = [
  'client',
  'source-bucket',
  'uploads-queue',
  'dead-letter-queue',
  'image-processor',
  'processed-bucket',
  'cdn',
  'image-metadata-table',
  'event-bus',
  'notification-rules',
  'undelivered-queue',
  'event-archive',
  'notifications-topic',
  'email',
  'rest-api',
  'image-api',
  'alarms',
  'alerts-topic',
  'brake',
  'webhooks-queue',
  'webhook-sender',
] as const;
export type PartId = (typeof PART_IDS)[number];

export interface PartFlow {
  readonly from: PartId;
  readonly to: PartId;
  readonly label: string;
}

/** The flows of clients, which are not part of the plan. */
const CLIENT_FLOWS: readonly PartFlow[] = [
  { from: 'client', to: 'source-bucket', label: 'PUT uploads/' },
  { from: 'client', to: 'rest-api', label: 'signed requests' },
  { from: 'client', to: 'cdn', label: 'GET previews/' },
];

/**
 * The flows between the parts of a topology, without duplicates. Flows of resources that belong to no part are returned
 * in `unplaced`, so that a test can detect what a diagram would omit.
 */
export function partFlowsOf(topology: Topology): {
  readonly flows: readonly PartFlow[];
  readonly unplaced: readonly string[];
} {
  const parts = partsOf(topology);
  const present = new Set(parts.values());
  const flows = new Map<string, PartFlow>();
  const unplaced: string[] = [];
  for (const flow of CLIENT_FLOWS) if (present.has(flow.to)) flows.set(`${flow.from} ${flow.to}`, flow);
  for (const { from, to, label } of flowsOf(topology)) {
    const [source, target] = [parts.get(from), parts.get(to)];
    if (source && source === target) continue;
    if (source && target) flows.set(`${source} ${target}`, { from: source, to: target, label });
    else unplaced.push(`${from} -> ${to}`);
  }
  return { flows: [...flows.values()], unplaced };
}

/** The part of each resource, by ARN, name or e-mail address. It follows from connections, not from names. */
export function partsOf(topology: Topology): ReadonlyMap<string, PartId> {
  const pipeline = pipelineOf(topology);
  const { eventRules, eventArchives, topics, alarms } = topology;
  const bus = eventRuleBus(topology);
  const rules = eventRules.filter(({ busName }) => busName === bus);
  const targets = rules.flatMap((rule) => rule.targets);
  const notifications = topics.find(({ arn }) => targets.some((target) => target.arn === arn));
  const alerts = topics.filter(
    ({ arn }) => arn !== notifications?.arn && alarms.some(({ actions }) => actions.ALARM.includes(arn)),
  );
  const webhooks = webhooksOf(topology);
  const named: (readonly [string | undefined, PartId])[] = [
    [bucketArn(pipeline.sourceBucket.name), 'source-bucket'],
    [pipeline.uploadsQueue.arn, 'uploads-queue'],
    [pipeline.deadLetterQueue?.arn, 'dead-letter-queue'],
    [pipeline.processor.arn, 'image-processor'],
    [bucketArn(pipeline.processedBucket.name), 'processed-bucket'],
    ...topology.distributions.map(({ arn }) => [arn, 'cdn'] as const),
    [tableArn(topology, pipeline.table.name), 'image-metadata-table'],
    [bus && busArn(topology, bus), 'event-bus'],
    ...rules.map(({ arn }) => [arn, 'notification-rules'] as const),
    ...targets.map(({ deadLetterArn }) => [deadLetterArn, 'undelivered-queue'] as const),
    // An imported bucket publishes its events on the default bus, where a rule forwards them.
    [busArn(topology, DEFAULT_BUS), 'source-bucket'],
    ...eventRules
      .filter(({ busName }) => busName === DEFAULT_BUS)
      .map(({ arn }) => [arn, 'source-bucket'] as const),
    ...eventArchives.map(({ name }) => [name, 'event-archive'] as const),
    [notifications?.arn, 'notifications-topic'],
    ...alerts.map(({ arn }) => [arn, 'alerts-topic'] as const),
    ...topics.flatMap(({ emails }) => emails.map((email) => [email, 'email'] as const)),
    [pipeline.restApi?.name, 'rest-api'],
    [pipeline.apiFunction?.arn, 'image-api'],
    ...alarms.map(({ arn }) => [arn, 'alarms'] as const),
    [topology.functions.find(({ arn }) => isPulledBy(arn, topology))?.arn, 'brake'],
    [webhooks?.queue.arn, 'webhooks-queue'],
    [webhooks?.sender.arn, 'webhook-sender'],
  ];
  return new Map(named.flatMap(([key, part]) => (key ? [[key, part] as const] : [])));
}

const isPulledBy = (functionArn: string, { alarms }: Topology): boolean =>
  alarms.some(({ actions }) => actions.ALARM.includes(functionArn));

/** The bus of image events. */
const eventRuleBus = ({ eventBuses }: Topology): string | undefined => eventBuses[0]?.name;

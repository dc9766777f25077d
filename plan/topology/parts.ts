import { DEFAULT_BUS } from './event-buses';
import { bucketArn, busArn, flowsOf, tableArn } from './flows';
import { partResourcesOf } from './part-resources';
import type { Topology } from './topology';

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
  'sign-in',
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
  const { distributions, eventRules, eventArchives, alarms } = topology;
  const parts = partResourcesOf(topology);
  const named: (readonly [string | undefined, PartId])[] = [
    [bucketArn(parts.sourceBucket.name), 'source-bucket'],
    [parts.uploadsQueue.arn, 'uploads-queue'],
    [parts.deadLetterQueue?.arn, 'dead-letter-queue'],
    [parts.processor.arn, 'image-processor'],
    [bucketArn(parts.processedBucket.name), 'processed-bucket'],
    ...distributions.map(({ arn }) => [arn, 'cdn'] as const),
    [tableArn(topology, parts.table.name), 'image-metadata-table'],
    [parts.bus && busArn(topology, parts.bus.name), 'event-bus'],
    ...parts.rules.map(({ arn }) => [arn, 'notification-rules'] as const),
    ...parts.undelivered.map(({ arn }) => [arn, 'undelivered-queue'] as const),
    // An imported bucket publishes its events on the default bus, where a rule forwards them.
    [busArn(topology, DEFAULT_BUS), 'source-bucket'],
    ...eventRules
      .filter(({ busName }) => busName === DEFAULT_BUS)
      .map(({ arn }) => [arn, 'source-bucket'] as const),
    ...eventArchives.map(({ name }) => [name, 'event-archive'] as const),
    [parts.notifications?.arn, 'notifications-topic'],
    ...parts.alerts.map(({ arn }) => [arn, 'alerts-topic'] as const),
    ...parts.emails.map((email) => [email, 'email'] as const),
    [parts.restApi?.name, 'rest-api'],
    [parts.signInFunction?.arn, 'sign-in'],
    [parts.apiFunction?.arn, 'image-api'],
    ...alarms.map(({ arn }) => [arn, 'alarms'] as const),
    [parts.brake?.arn, 'brake'],
    [parts.webhooks?.queue.arn, 'webhooks-queue'],
    [parts.webhooks?.sender.arn, 'webhook-sender'],
  ];
  return new Map(named.flatMap(([key, part]) => (key ? [[key, part] as const] : [])));
}

import { isDeepStrictEqual } from 'node:util';
import { type PolicyStatement, policyStatements } from '../policy-statements';
import { SENDING_ACTIONS } from '../sent-by-permission';
import { type FunctionDeclaration, invokedIn } from './functions';
import type { Topology } from './topology';

/** Requests, messages or events from one resource to another. */
export interface Flow {
  /** The ARN or the name of a resource, or an e-mail address. */
  readonly from: string;
  readonly to: string;
  /** The kind of flow, for example `reads and writes`. */
  readonly label: string;
}

/** All flows of a topology: those that resources declare, and those that the permissions of functions allow. */
export function flowsOf(topology: Topology): Flow[] {
  const flows = [
    ...uploadFlows(topology),
    ...eventFlows(topology),
    ...topology.functions.flatMap((fn) => grantedFlows(fn, topology)),
    ...deliveryFlows(topology),
    ...apiFlows(topology),
    ...noticeFlows(topology),
  ];
  return flows.filter((flow, index) => flows.findIndex((one) => isDeepStrictEqual(one, flow)) === index);
}

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

export const tableArn = ({ place }: Pick<Topology, 'place'>, name: string): string =>
  `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`;

export const busArn = ({ place }: Pick<Topology, 'place'>, name: string): string =>
  `arn:aws:events:${place.region}:${place.accountId}:event-bus/${name}`;

const uploadFlows = ({ buckets, queues, eventSourceMappings }: Topology): Flow[] => [
  ...buckets.flatMap(({ name, notifications }) =>
    notifications.map(({ queueArn }) => ({ from: bucketArn(name), to: queueArn, label: 'object events' })),
  ),
  ...eventSourceMappings.map(({ queueArn, functionArn }) => ({
    from: queueArn,
    to: functionArn,
    label: 'batches of messages',
  })),
  ...queues.flatMap(({ arn, redrive }) =>
    redrive
      ? [{ from: arn, to: redrive.deadLetterTargetArn, label: `after ${redrive.maxReceiveCount} receives` }]
      : [],
  ),
];

const eventFlows = (topology: Topology): Flow[] => [
  ...topology.eventRules.flatMap(({ arn, busName, targets }) => [
    { from: busArn(topology, busName), to: arn, label: 'events' },
    ...targets.map((target) => ({ from: arn, to: target.arn, label: 'messages' })),
    ...targets.flatMap(({ deadLetterArn }) =>
      deadLetterArn ? [{ from: arn, to: deadLetterArn, label: 'undelivered events' }] : [],
    ),
  ]),
  ...topology.eventArchives.map((archive) => ({
    from: archive.busArn,
    to: archive.name,
    label: 'copies of events',
  })),
];

const deliveryFlows = ({ distributions }: Topology): Flow[] =>
  distributions.map(({ arn, bucket }) => ({ from: bucketArn(bucket), to: arn, label: 'previews' }));

const apiFlows = ({ restApis, functions }: Topology): Flow[] =>
  restApis.flatMap(({ name, document: { paths, components } }) => [
    ...invokedIn(paths, functions).map(({ arn }) => ({ from: name, to: arn, label: 'validated requests' })),
    ...invokedIn(components, functions).map(({ arn }) => ({ from: name, to: arn, label: 'tokens to check' })),
  ]);

const noticeFlows = ({ alarms, topics }: Topology): Flow[] => [
  ...alarms.flatMap(({ arn, actions }) =>
    actions.ALARM.map((receiver) => ({ from: arn, to: receiver, label: 'changes of state' })),
  ),
  ...topics.flatMap(({ arn, emails }) => emails.map((email) => ({ from: arn, to: email, label: 'mail' }))),
];

/** Flows to the resources that the role of a function may use, without the queues that Lambda polls for it. */
function grantedFlows(fn: FunctionDeclaration, topology: Topology): Flow[] {
  const policies = topology.roles.find(({ arn }) => arn === fn.roleArn)?.policies ?? [];
  const allowed = policies
    .flatMap(({ policy }) => policyStatements(policy))
    .filter(({ effect }) => effect === 'Allow');
  const granted = grantableArns(topology).flatMap((arn) => {
    const actions = allowed
      .filter(({ resources }) => resources.some((one) => isPartOf(one, arn)))
      .flatMap(({ actions }) => actions)
      .filter((action) => !POLLING.has(action));
    return actions.length > 0 ? [{ from: fn.arn, to: arn, label: labelOf(actions) }] : [];
  });
  return [...granted, ...switchFlows(fn, allowed, topology)];
}

const grantableArns = (topology: Topology): string[] => [
  ...topology.buckets.map(({ name }) => bucketArn(name)),
  ...topology.tables.map(({ name }) => tableArn(topology, name)),
  ...topology.queues.map(({ arn }) => arn),
  ...topology.eventBuses.map(({ name }) => busArn(topology, name)),
  ...topology.topics.map(({ arn }) => arn),
  ...topology.distributions.map(({ arn }) => arn),
  ...topology.functions.map(({ arn }) => arn),
];

/** A function that may update an event source mapping can stop the function that the mapping feeds. */
const switchFlows = (
  fn: FunctionDeclaration,
  allowed: readonly PolicyStatement[],
  topology: Topology,
): Flow[] => {
  const resources = new Set(allowed.flatMap(({ resources }) => resources));
  const { region, accountId } = topology.place;
  return topology.eventSourceMappings
    .filter(({ uuid }) => resources.has(`arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`))
    .map(({ functionArn }) => ({ from: fn.arn, to: functionArn, label: 'stops' }));
};

/** Objects are part of their bucket, and indexes of their table. */
const isPartOf = (resource: string, arn: string): boolean => `${resource}/`.startsWith(`${arn}/`);

/**
 * Lambda polls a queue with the role of the function, which may also return messages. These permissions are not flows
 * from the function to the queue.
 */
const POLLING = new Set([
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
]);

const READS = /:(?:BatchGet|Get|Head|List|Query|Scan)/;
function labelOf(actions: readonly string[]): string {
  const [sent] = actions.flatMap((action) => SENDING_ACTIONS[action]?.label ?? []);
  if (sent) return sent;
  const reads = actions.some((action) => READS.test(action));
  if (!actions.some((action) => !READS.test(action))) return 'reads';
  return reads ? 'reads and writes' : 'writes';
}

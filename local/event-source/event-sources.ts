import type { EventSourceMappingDeclaration } from '../../plan/topology/event-source-mappings';
import type { Topology } from '../../plan/topology/topology';
import type { ActivityLog } from '../foundation/activity-log';
import { type Clients, createClients } from '../foundation/clients';
import { accessKeyIdOf, credentialsOf } from '../foundation/credentials';
import type { FunctionHost } from '../functions/function-host';
import { EventSource } from './event-source';
import { messageQueue } from './message-queue';

export interface EventSourcesOptions {
  readonly topology: Topology;
  readonly functions: ReadonlyMap<string, FunctionHost>;
  readonly asTwin: Clients;
  readonly retryDelaySeconds: number;
  /** Whether the functions can store anything now. */
  readonly mayReceive: () => boolean;
  readonly log: ActivityLog;
}

/** The event source mappings, ready to start, and the clients they use. */
export function createEventSources(options: EventSourcesOptions): {
  sources: EventSource[];
  clients: Clients[];
} {
  const made = options.topology.eventSourceMappings.map((mapping) => createEventSource(mapping, options));
  return { sources: made.map(({ source }) => source), clients: made.map(({ clients }) => clients) };
}

function createEventSource(mapping: EventSourceMappingDeclaration, options: EventSourcesOptions) {
  const { topology, functions, asTwin, retryDelaySeconds, mayReceive, log } = options;
  const declaration = topology.functions.find(({ arn }) => arn === mapping.functionArn);
  const host = functions.get(declaration?.name ?? '');
  const queue = topology.queues.find(({ arn }) => arn === mapping.queueArn);
  if (!declaration || !host || !queue) {
    throw new Error(
      `The event source mapping from ${mapping.queueArn} to ${mapping.functionArn} names a queue or a function that is not declared`,
    );
  }
  const clients = createClients(topology.place, credentialsOf(accessKeyIdOf(declaration.roleArn)));
  const source = new EventSource({
    mapping,
    queue: messageQueue({
      queueUrl: queue.url,
      asFunction: clients.sqs,
      asTwin: asTwin.sqs,
      retryDelaySeconds,
    }),
    invoke: (event) => host.invoke(event),
    mayReceive,
    // More batches than processes would only hide waiting messages.
    concurrency: Math.min(host.maxProcesses, mapping.maximumConcurrency ?? Number.POSITIVE_INFINITY),
    onProblem: (problem) => log.problem(`${host.name}: ${problem}`),
  });
  return { source, clients };
}

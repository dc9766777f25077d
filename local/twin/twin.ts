import type { Topology } from '../../plan/topology/topology';
import type { RestApi } from '../api/rest-api';
import { UploadNotifications } from '../bucket-events/upload-notifications';
import type { Edge } from '../edge/edge';
import { startEdge } from '../edge/start-edge';
import { EventBuses } from '../event-bus/event-bus';
import type { EventSource, EventSourceState } from '../event-source/event-source';
import { createEventSources } from '../event-source/event-sources';
import type { ActivityLog } from '../foundation/activity-log';
import { type Clients, createClients, TWIN_CREDENTIALS } from '../foundation/clients';
import { secretOf } from '../foundation/credentials';
import { DiskSpace } from '../foundation/disk-space';
import type { SendInProcess } from '../foundation/in-process-request';
import { messageSender } from '../foundation/message-sender';
import type { EndedInvocation } from '../functions/function-host';
import type { LoggedProblem } from '../functions/logged-problem';
import type { Gateway } from '../gateway/gateway';
import { decideMappings } from '../iam/implicit-actions';
import { s3Access } from '../iam/s3-access';
import type { KeptMessage } from '../queues/messaging-server';
import { createS3Endpoint, type S3Endpoint } from '../s3/endpoint/endpoint';
import type { Expiration } from '../s3/lifecycle/run-lifecycle';
import { type DynamoDbServer, startDynamoDbServer } from '../table/dynamodb-server';
import { type AccountServices, createAccountServices } from './account-services';
import type { DataFolder } from './data-folder';
import { type Messaging, startMessaging } from './messaging';
import { provision } from './provision';
import { serviceFronts } from './service-fronts';
import { type Functions, startFunctions } from './start-functions';
import { startRestApis } from './start-rest-apis';

export interface TwinOptions {
  readonly topology: Topology;
  readonly data: DataFolder;
  /** Maximum number of processes for each function. */
  readonly functionProcesses: number;
  readonly retryDelaySeconds: number;
  readonly log: ActivityLog;
  /** The AWS endpoint, listening. The twin calls itself through it, like any other client. */
  readonly gateway: Gateway;
  /** Intercepts the messages that services send each other. @default none */
  readonly interceptMessages?: (send: SendInProcess) => SendInProcess;
  /** Called after each invocation of a function. */
  readonly onInvocation?: (ended: EndedInvocation) => void;
  /** Called with each error in a function's log. */
  readonly onLoggedProblem?: (problem: LoggedProblem) => void;
}

/** The running resources that the stacks declare. */
export interface Twin {
  readonly topology: Topology;
  readonly buses: EventBuses;
  readonly account: AccountServices;
  readonly restApis: readonly RestApi[];
  /** The CDN, if one is declared. */
  readonly edge: Edge | undefined;
  /** Clients that call as the twin itself. */
  readonly clients: Clients;
  /** Calls a service as the twin itself, without an AWS client. */
  readonly request: SendInProcess;
  /** The messages in a queue, by the queue's name. */
  messagesOf(queueName: string): Promise<KeptMessage[]>;
  /** The last cause of failure of an upload, by its key, or of a message without one, by its id. */
  causeOf(subject: string): string | undefined;
  /** Removes what the buckets' lifecycle rules would have removed at a given time, in epoch milliseconds. */
  runLifecycle(asOf: number): Promise<Expiration[]>;
  /** States of the event source mappings, in the order of the plan. */
  eventSourceStates(): readonly EventSourceState[];
  /** Waits up to `graceMs` for invocations in progress, saves the state, and stops everything. */
  stop(graceMs: number): Promise<void>;
  /** Kills every process of a function immediately. */
  kill(): void;
}

/** Time that uploads and writes have to finish when the twin stops. */
const REQUEST_GRACE_MS = 500;

/** Starts the resources that the topology declares. */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const { topology, data, gateway } = options;
  const services = await startServices(options);
  const { account, clients, s3, sources, notifications } = services;
  gateway.open({
    s3: (request, response) => s3.handle(request, response),
    others: serviceFronts({ ...services, topology, data }),
  });
  await provision(topology, s3, clients);
  await services.messaging.sendKept(clients.sqs);
  s3.reportPending();
  await notifications.announce();
  const disabled = data.readDisabledMappings();
  for (const source of sources) if (!disabled.includes(source.mapping.uuid)) source.start();
  await decideMappings(topology, account.authorizer);
  account.monitoring.start();
  return runningTwin(options, services);
}

/** The services of a twin. Nothing reaches them before the gateway opens. */
interface TwinServices {
  readonly clients: Clients;
  readonly request: SendInProcess;
  readonly buses: EventBuses;
  readonly messaging: Messaging;
  readonly space: DiskSpace;
  readonly account: AccountServices;
  readonly notifications: UploadNotifications;
  readonly functions: Functions;
  readonly dynamoDb: DynamoDbServer;
  readonly s3: S3Endpoint;
  readonly sources: readonly EventSource[];
  /** The clients that event sources receive messages with. */
  readonly sourceClients: readonly Clients[];
  readonly edge: Edge | undefined;
}

async function startServices(options: TwinOptions): Promise<TwinServices> {
  const { topology, data, log } = options;
  const { place } = topology;
  const clients = createClients(place, TWIN_CREDENTIALS);
  const request: SendInProcess = (call) => options.gateway.request(call);
  const messages = messageSender(options.interceptMessages?.(request) ?? request);
  const buses = new EventBuses(topology.eventBuses, place);
  const messaging = await startMessaging(place.region, topology.queues, data.messages);
  const space = new DiskSpace({ folder: data.objects, onChange: (sentence) => log.problem(sentence) });
  const account = createAccountServices({
    topology,
    messages,
    buses,
    invoke: (functionArn, event) => void functions.hostOf(functionArn)?.invoke(event),
    measureQueues: () => messaging.measureQueues(),
    log,
  });
  const { authorizer, monitoring, routing } = account;
  const notifications = new UploadNotifications({
    topology,
    messages,
    authorizer,
    toBus: routing.take,
    log,
  });
  const functions = await startFunctions({ ...options, account, scratch: data.scratch });
  const dynamoDb = await startDynamoDbServer(data.records);
  const s3 = await createS3Endpoint({
    dataDir: data.objects,
    onFailure: (error) => log.problem(`S3: ${error}`),
    secretOf,
    access: s3Access(authorizer),
    whyFull: (bytes) => space.refusal(bytes),
    onEvent: (event) => notifications.take(event),
  });
  const { sources, clients: sourceClients } = createEventSources({
    topology,
    functions: functions.hosts,
    asTwin: clients,
    retryDelaySeconds: options.retryDelaySeconds,
    mayReceive: () => space.refusal() === undefined,
    log,
  });
  const edge = startEdge(topology, { authorizer, monitoring, s3: clients.s3, log });
  const own = { clients, request, buses, messaging, space, account, notifications };
  return { ...own, functions, dynamoDb, s3, sources, sourceClients, edge };
}

function runningTwin({ topology, gateway }: TwinOptions, services: TwinServices): Twin {
  const { account, buses, clients, edge, functions, messaging, request, s3, sources } = services;
  const hosts = [...functions.hosts.values()];
  return {
    topology,
    buses,
    account,
    restApis: startRestApis(topology, functions, account),
    edge,
    clients,
    request,
    messagesOf: (queueName) => messaging.server.messagesOf(queueName),
    causeOf: (subject) => functions.watch.causes.of(subject),
    runLifecycle: (asOf) => s3.runLifecycle(asOf),
    eventSourceStates: () => sources.map(({ state }) => state),
    async stop(graceMs) {
      const polling = sources.map((source) => source.stop());
      await Promise.all(hosts.map((host) => host.stop(graceMs)));
      await Promise.all(polling);
      await gateway.close(REQUEST_GRACE_MS);
      account.monitoring.stop();
      await Promise.all([services.notifications.settle(), account.routing.stop()]);
      for (const one of [clients, ...services.sourceClients]) one.destroy();
      await Promise.all([s3.close(), messaging.close(), services.dynamoDb.close()]);
    },
    kill() {
      for (const host of hosts) host.kill();
    },
  };
}

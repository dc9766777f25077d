import type { Topology } from '../../plan/topology/topology';
import type { RestApi } from '../api/rest-api';
import { UploadNotifications } from '../bucket-events/upload-notifications';
import { cloudFrontFront } from '../edge/cloudfront-front';
import type { Edge } from '../edge/edge';
import { startEdge } from '../edge/start-edge';
import { EventBuses } from '../event-bus/event-bus';
import { eventsFront } from '../event-bus/events-front';
import type { EventSourceState } from '../event-source/event-source';
import { createEventSources } from '../event-source/event-sources';
import { mappingsFront } from '../event-source/mappings-front';
import type { ActivityLog } from '../foundation/activity-log';
import { type Clients, createClients, TWIN_CREDENTIALS } from '../foundation/clients';
import { secretOf } from '../foundation/credentials';
import { DiskSpace } from '../foundation/disk-space';
import type { SendInProcess } from '../foundation/in-process-request';
import { messageSender } from '../foundation/message-sender';
import type { EndedInvocation } from '../functions/function-host';
import { FunctionWatch } from '../functions/function-watch';
import { lambdaFront } from '../functions/lambda-front';
import type { LoggedProblem } from '../functions/logged-problem';
import { logsFront } from '../functions/logs-front';
import { prepareFunctions } from '../functions/prepare-functions';
import type { Gateway, ServiceFront } from '../gateway/gateway';
import { authorizedFront } from '../iam/authorized-front';
import { decideMappings } from '../iam/implicit-actions';
import { s3Access } from '../iam/s3-access';
import { publishedMessages } from '../notifications/published-message';
import { MessageJournal } from '../queues/message-journal';
import { messagingFront, sqsFront } from '../queues/messaging-front';
import { type KeptMessage, startMessagingServer } from '../queues/messaging-server';
import { sendKeptMessages } from '../queues/send-kept-messages';
import { createS3Endpoint } from '../s3/endpoint/endpoint';
import type { Expiration } from '../s3/lifecycle/run-lifecycle';
import { SecretStore, secretsFront } from '../secrets/secrets-front';
import { dynamoDbFront } from '../table/dynamodb-front';
import { startDynamoDbServer } from '../table/dynamodb-server';
import { type AccountServices, createAccountServices } from './account-services';
import type { DataFolder } from './data-folder';
import { whileThereIsRoom } from './disk-guard';
import { createQueues, createTables, createTopics } from './provision';
import { startRestApis } from './start-rest-apis';

/**
 * Maximum number of processes for a function without a queue. Such a function mostly waits, for example for another
 * function, and other requests must not wait for that.
 */
const WAITING_PROCESSES = 16;

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
  const { topology, data, log } = options;
  const { place } = topology;
  const clients = createClients(place, TWIN_CREDENTIALS);
  const request: SendInProcess = (call) => options.gateway.request(call);
  const messages = messageSender(options.interceptMessages?.(request) ?? request);
  const buses = new EventBuses(topology.eventBuses, place);
  const messaging = await startMessagingServer(place.region);
  const space = new DiskSpace({ folder: data.objects, onChange: (sentence) => log.problem(sentence) });
  const opened = data.messages === undefined ? undefined : MessageJournal.open(data.messages);
  const account = createAccountServices({
    topology,
    messages,
    buses,
    invoke: (functionArn, event) => {
      const name = topology.functions.find(({ arn }) => arn === functionArn)?.name ?? '';
      void functions.get(name)?.invoke(event);
    },
    measureQueues: async () => {
      for (const { name } of topology.queues) opened?.journal.found(name, await messaging.messagesOf(name));
      return Promise.all(topology.queues.map(({ name }) => messaging.depthOf(name)));
    },
    log,
  });
  const { authorizer, monitoring, outbox, routing } = account;
  const notifications = new UploadNotifications({
    topology,
    messages,
    authorizer,
    toBus: routing.take,
    log,
  });
  const watch = new FunctionWatch({
    functions: topology.functions,
    authorizer,
    monitoring,
    account: place,
    log,
    ...(options.onLoggedProblem && { onLoggedProblem: options.onLoggedProblem }),
  });
  const functions = await prepareFunctions(topology.functions, {
    place,
    scratch: data.scratch,
    maxProcesses: ({ arn }) =>
      topology.eventSourceMappings.some(({ functionArn }) => functionArn === arn)
        ? options.functionProcesses
        : Math.max(options.functionProcesses, WAITING_PROCESSES),
    log: watch.log,
    onInvocation: (ended) => {
      watch.ended(ended);
      options.onInvocation?.(ended);
    },
  });
  const dynamoDb = await startDynamoDbServer(data.records);
  const s3 = await createS3Endpoint({
    dataDir: data.objects,
    onFailure: (error) => log.problem(`S3: ${error}`),
    secretOf,
    access: s3Access(authorizer),
    whyFull: (bytes) => space.refusal(bytes),
    onEvent: (event) => notifications.take(event),
  });
  const eventSources = createEventSources({
    topology,
    functions,
    asTwin: clients,
    retryDelaySeconds: options.retryDelaySeconds,
    mayReceive: () => space.refusal() === undefined,
    log,
  });
  const { sources } = eventSources;
  const mappings = mappingsFront({
    sources,
    onChange: () =>
      data.writeDisabledMappings(
        sources.filter(({ state }) => state !== 'Enabled').map(({ mapping }) => mapping.uuid),
      ),
  });
  const authorized = (service: string, front: ServiceFront) =>
    authorizedFront(service, front, authorizer, place);
  const snsFront = messagingFront(messaging, (form, answer) => {
    for (const message of publishedMessages(form, answer)) outbox.publish(message);
  });
  const edge = startEdge(topology, { authorizer, monitoring, s3: clients.s3, log });
  options.gateway.open({
    s3: (request, response) => s3.handle(request, response),
    others: {
      sqs: authorized('sqs', sqsFront(messaging, opened?.journal)),
      sns: authorized('sns', snsFront),
      sts: messagingFront(messaging),
      dynamodb: whileThereIsRoom(authorized('dynamodb', dynamoDbFront(dynamoDb, topology.tables)), space),
      events: authorized('events', eventsFront(buses)),
      lambda: authorized('lambda', lambdaFront(functions, mappings)),
      secretsmanager: authorized('secretsmanager', secretsFront(new SecretStore(place, data.secrets))),
      ...(edge && { cloudfront: authorized('cloudfront', cloudFrontFront(edge)) }),
      logs: authorized(
        'logs',
        logsFront(
          watch.logs,
          topology.functions.map(({ logGroup }) => logGroup),
        ),
      ),
    },
  });
  for (const { name, versioned, corsRules, lifecycleRules } of topology.buckets) {
    await s3.createBucket(name, { corsRules, lifecycleRules, ...(versioned !== undefined && { versioned }) });
  }
  await createQueues(topology.queues, clients.sqs);
  await createTopicsByRegion(topology);
  await createTables(topology.tables, clients.dynamoDb);
  if (opened) await sendKeptMessages(opened, topology.queues, clients.sqs);
  s3.reportPending();
  await notifications.announce();
  const disabled = data.readDisabledMappings();
  for (const source of sources) if (!disabled.includes(source.mapping.uuid)) source.start();
  await decideMappings(topology, authorizer);
  monitoring.start();

  const hosts = [...functions.values()];
  return {
    topology,
    buses,
    account,
    restApis: startRestApis(topology, functions, account),
    edge,
    clients,
    request,
    messagesOf: (queueName) => messaging.messagesOf(queueName),
    causeOf: (subject) => watch.causes.of(subject),
    runLifecycle: (asOf) => s3.runLifecycle(asOf),
    eventSourceStates: () => sources.map(({ state }) => state),
    async stop(graceMs) {
      const polling = sources.map((source) => source.stop());
      await Promise.all(hosts.map((host) => host.stop(graceMs)));
      await Promise.all(polling);
      await options.gateway.close(REQUEST_GRACE_MS);
      monitoring.stop();
      await Promise.all([notifications.settle(), routing.stop()]);
      for (const one of [clients, ...eventSources.clients]) one.destroy();
      await Promise.all([s3.close(), messaging.close(), dynamoDb.close()]);
      opened?.journal.close();
    },
    kill() {
      for (const host of hosts) host.kill();
    },
  };
}

/** The topic of the CDN's alarm is in the region where CloudFront measures. */
async function createTopicsByRegion({ topics, place }: Topology): Promise<void> {
  const regionOf = (arn: string) => arn.split(':')[3] ?? place.region;
  for (const region of new Set(topics.map(({ arn }) => regionOf(arn)))) {
    const regional = createClients({ ...place, region }, TWIN_CREDENTIALS);
    await createTopics(
      topics.filter(({ arn }) => regionOf(arn) === region),
      regional.sns,
    );
    regional.destroy();
  }
}

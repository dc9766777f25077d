import type { Topology } from '../../plan/topology/topology';
import { cloudFrontFront } from '../edge/cloudfront-front';
import type { Edge } from '../edge/edge';
import type { EventBuses } from '../event-bus/event-bus';
import { eventsFront } from '../event-bus/events-front';
import type { EventSource } from '../event-source/event-source';
import { mappingsFront } from '../event-source/mappings-front';
import type { DiskSpace } from '../foundation/disk-space';
import { lambdaFront } from '../functions/lambda-front';
import { logsFront } from '../functions/logs-front';
import type { ServiceFront, Services } from '../gateway/gateway';
import { authorizedFront } from '../iam/authorized-front';
import { publishedMessages } from '../notifications/published-message';
import { messagingFront, sqsFront } from '../queues/messaging-front';
import { SecretStore, secretsFront } from '../secrets/secrets-front';
import { dynamoDbFront } from '../table/dynamodb-front';
import type { DynamoDbServer } from '../table/dynamodb-server';
import type { AccountServices } from './account-services';
import type { DataFolder } from './data-folder';
import { whileThereIsRoom } from './disk-guard';
import type { Messaging } from './messaging';
import type { Functions } from './start-functions';

/** The running services that clients call. */
export interface CalledServices {
  readonly topology: Topology;
  readonly data: DataFolder;
  readonly account: Pick<AccountServices, 'authorizer' | 'outbox'>;
  readonly buses: EventBuses;
  readonly messaging: Messaging;
  readonly space: DiskSpace;
  readonly dynamoDb: DynamoDbServer;
  readonly functions: Functions;
  readonly sources: readonly EventSource[];
  readonly edge: Edge | undefined;
}

/** The fronts of all services but S3, by the name that requests are signed for. All but STS check permissions. */
export function serviceFronts(services: CalledServices): Services['others'] {
  const { topology, data, account, messaging, functions, sources, edge } = services;
  const { server, journal } = messaging;
  const authorized = (service: string, front: ServiceFront) =>
    authorizedFront(service, front, account.authorizer, topology.place);
  const snsFront = messagingFront(server, (form, xml) => {
    for (const message of publishedMessages(form, xml)) account.outbox.publish(message);
  });
  const logGroups = topology.functions.map(({ logGroup }) => logGroup);
  return {
    sqs: authorized('sqs', sqsFront(server, journal)),
    sns: authorized('sns', snsFront),
    sts: messagingFront(server),
    dynamodb: whileThereIsRoom(
      authorized('dynamodb', dynamoDbFront(services.dynamoDb, topology.tables)),
      services.space,
    ),
    events: authorized('events', eventsFront(services.buses)),
    lambda: authorized('lambda', lambdaFront(functions.hosts, keptMappings(sources, data))),
    secretsmanager: authorized('secretsmanager', secretsFront(new SecretStore(topology.place, data.secrets))),
    ...(edge && { cloudfront: authorized('cloudfront', cloudFrontFront(edge)) }),
    logs: authorized('logs', logsFront(functions.watch.logs, logGroups)),
  };
}

const keptMappings = (sources: readonly EventSource[], data: DataFolder): ServiceFront =>
  mappingsFront({
    sources,
    onChange: () =>
      data.writeDisabledMappings(
        sources.filter(({ state }) => state !== 'Enabled').map(({ mapping }) => mapping.uuid),
      ),
  });

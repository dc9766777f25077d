import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Place } from '../../plan/computed-attributes';
import type { QueueDeclaration } from '../../plan/topology/queues';
import type { TableDeclaration, TableKey } from '../../plan/topology/tables';
import type { TopicDeclaration } from '../../plan/topology/topics';
import type { Topology } from '../../plan/topology/topology';
import { type Clients, createClients, TWIN_CREDENTIALS } from '../foundation/clients';
import type { S3Endpoint } from '../s3/endpoint/endpoint';

/** Creates what the topology declares, unless an earlier run has created it. */
export async function provision(
  { buckets, queues, topics, tables, place }: Topology,
  s3: Pick<S3Endpoint, 'createBucket'>,
  clients: Clients,
): Promise<void> {
  for (const { name, versioned, corsRules, lifecycleRules } of buckets) {
    await s3.createBucket(name, { corsRules, lifecycleRules, ...(versioned !== undefined && { versioned }) });
  }
  await createQueues(queues, clients.sqs);
  await createTopics(topics, place);
  await createTables(tables, clients.dynamoDb);
}

async function createQueues(queues: readonly QueueDeclaration[], sqs: SQSClient): Promise<void> {
  for (const queue of queues) {
    await sqs.send(
      new CreateQueueCommand({
        QueueName: queue.name,
        Attributes: {
          VisibilityTimeout: String(queue.visibilityTimeout),
          MessageRetentionPeriod: String(queue.retention),
          DelaySeconds: String(queue.delay),
          ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitTime),
          MaximumMessageSize: String(queue.maxMessageSize),
          ...(queue.redrive && { RedrivePolicy: JSON.stringify(queue.redrive) }),
        },
      }),
    );
  }
}

/** Each in its own region: the topic of the CDN's alarm is in the region where CloudFront measures. */
async function createTopics(topics: readonly TopicDeclaration[], place: Place): Promise<void> {
  const regionOf = (arn: string) => arn.split(':')[3] ?? place.region;
  for (const region of new Set(topics.map(({ arn }) => regionOf(arn)))) {
    const clients = createClients({ ...place, region }, TWIN_CREDENTIALS);
    for (const topic of topics.filter(({ arn }) => regionOf(arn) === region)) {
      await createTopic(topic, clients.sns);
    }
    clients.destroy();
  }
}

/** Creates a topic and its subscriptions, which need no confirmation here. */
async function createTopic(
  { name, arn, displayName, emails }: TopicDeclaration,
  sns: SNSClient,
): Promise<void> {
  const attributes = displayName === undefined ? {} : { DisplayName: displayName };
  await sns.send(new CreateTopicCommand({ Name: name, Attributes: attributes }));
  for (const Endpoint of emails) {
    await sns.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'email', Endpoint }));
  }
}

/** Creates the declared tables, unless an earlier run has created them. */
export async function createTables(
  tables: readonly TableDeclaration[],
  dynamoDb: DynamoDBClient,
): Promise<void> {
  const { TableNames: present = [] } = await dynamoDb.send(new ListTablesCommand({}));
  for (const table of tables) {
    if (!present.includes(table.name)) await dynamoDb.send(new CreateTableCommand(tableInput(table)));
  }
}

const tableInput = (table: TableDeclaration): CreateTableCommandInput => ({
  TableName: table.name,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema(table),
  AttributeDefinitions: table.attributes.map(({ name, type }) => ({
    AttributeName: name,
    AttributeType: type,
  })),
  ...(table.indexes.length > 0 && {
    GlobalSecondaryIndexes: table.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: {
        ProjectionType: index.projection,
        ...(index.nonKeyAttributes.length > 0 && { NonKeyAttributes: [...index.nonKeyAttributes] }),
      },
    })),
  }),
});

const keySchema = ({ hashKey, rangeKey }: TableKey): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hashKey, KeyType: 'HASH' },
  ...(rangeKey ? [{ AttributeName: rangeKey, KeyType: 'RANGE' as const }] : []),
];

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScalarAttributeType } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { dynamoDbImageCatalog } from '../../../lambda/adapters/dynamodb/dynamodb-image-catalog';
import type { ImageCatalog } from '../../../lambda/domain/ports';
import { describeImageCatalog } from '../../support/image-catalog-contract';

const TABLE = `image-metadata-${randomUUID()}`;
const INDEXES = { StatusIndex: 'processingStatus', UserIndex: 'userId', DateIndex: 'uploadDate' };

const keySchema = (hash: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: 'timestamp', KeyType: 'RANGE' as const },
];

const imageTable = new CreateTableCommand({
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('imageId'),
  AttributeDefinitions: [
    { AttributeName: 'timestamp', AttributeType: ScalarAttributeType.N },
    ...['imageId', ...Object.values(INDEXES)].map((AttributeName) => ({
      AttributeName,
      AttributeType: ScalarAttributeType.S,
    })),
  ],
  GlobalSecondaryIndexes: Object.entries(INDEXES).map(([IndexName, hash]) => ({
    IndexName,
    KeySchema: keySchema(hash),
    Projection: { ProjectionType: 'ALL' as const },
  })),
});

/** The endpoint that `AWS_ENDPOINT_URL` names, else a dynalite on a free port. */
async function openEndpoint(): Promise<{ url: string; close: () => Promise<unknown> }> {
  const foreign = process.env.AWS_ENDPOINT_URL;
  if (foreign) return { url: foreign, close: async () => undefined };
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    return once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

describe('the catalog in DynamoDB', () => {
  let endpoint: Awaited<ReturnType<typeof openEndpoint>>;
  let client: DynamoDBClient;
  let catalog: ImageCatalog;

  beforeAll(async () => {
    endpoint = await openEndpoint();
    client = new DynamoDBClient({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await client.send(imageTable);
    catalog = dynamoDbImageCatalog(DynamoDBDocumentClient.from(client), TABLE);
  });

  afterAll(async () => {
    client.destroy();
    await endpoint.close();
  });

  describeImageCatalog(() => catalog);
});

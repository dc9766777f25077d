import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { closeServer, LOOPBACK, listenOnLoopback } from '../../../local/foundation/loopback';
import { Gateway } from '../../../local/gateway/gateway';
import { createS3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';
import { dynamoDbFront } from '../../../local/table/dynamodb-front';
import { startDynamoDbServer } from '../../../local/table/dynamodb-server';
import { createTables } from '../../../local/twin/provision';
import type { TableDeclaration } from '../../../plan/topology/tables';

export const SOURCE = 'source';
export const PROCESSED = 'processed';
export const TABLE = 'records';

const DECLARATION: TableDeclaration = {
  name: TABLE,
  hashKey: 'imageId',
  rangeKey: 'timestamp',
  attributes: [
    { name: 'imageId', type: 'S' },
    { name: 'timestamp', type: 'N' },
  ],
  indexes: [],
  hasPointInTimeRecovery: false,
};

/** Only the S3 and DynamoDB of the twin, with two buckets and one table. */
export interface EmbeddedServices {
  readonly s3: S3Client;
  readonly documents: DynamoDBDocumentClient;
  /** The events of the source bucket, newest last. */
  readonly events: S3ObjectEvent[];
  /** The number of calls sent since the start. */
  readonly calls: { count: number };
  close(): Promise<void>;
}

export async function startEmbeddedServices(): Promise<EmbeddedServices> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  const events: S3ObjectEvent[] = [];
  const secretOf = (id: string) => id;
  const onEvent = (event: S3ObjectEvent) => {
    if (event.bucket === SOURCE) events.push(event);
  };
  const s3Endpoint = await createS3Endpoint({ dataDir: folder, secretOf, onEvent });
  const dynamoDb = await startDynamoDbServer();
  const gateway = new Gateway();
  gateway.open({
    s3: (request, response) => s3Endpoint.handle(request, response),
    others: { dynamodb: dynamoDbFront(dynamoDb, [DECLARATION]) },
  });
  const endpoint = `http://${LOOPBACK}:${await listenOnLoopback(gateway.server, 0)}`;
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const configuration = { endpoint, region: 'us-east-1', credentials };
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const dynamoDbClient = new DynamoDBClient(configuration);
  const calls = { count: 0 };
  for (const client of [s3, dynamoDbClient]) countCalls(client, calls);
  await s3Endpoint.createBucket(SOURCE, { versioned: true });
  await s3Endpoint.createBucket(PROCESSED, { versioned: false });
  await createTables([DECLARATION], dynamoDbClient);
  return {
    s3,
    documents: DynamoDBDocumentClient.from(dynamoDbClient),
    events,
    calls,
    async close() {
      s3.destroy();
      dynamoDbClient.destroy();
      await closeServer(gateway.server);
      await s3Endpoint.close();
      await dynamoDb.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function countCalls(client: S3Client | DynamoDBClient, calls: { count: number }): void {
  const stack = client.middlewareStack as S3Client['middlewareStack'];
  stack.add(
    (next) => (input) => {
      calls.count += 1;
      return next(input);
    },
    { step: 'finalizeRequest' },
  );
}

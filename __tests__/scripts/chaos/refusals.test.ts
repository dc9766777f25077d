import { createServer, type Server } from 'node:http';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { closeServer, LOOPBACK, listenOnLoopback } from '../../../local/foundation/loopback';
import { type Refusal, refusalOf } from '../../../scripts/chaos/refusals';

/** Answers everything with the refusal of the moment. */
let refusal: Refusal | undefined;
const server: Server = createServer((request, response) => {
  request.resume();
  response.writeHead(refusal?.status ?? 500, { 'content-type': refusal?.contentType ?? '' });
  response.end(refusal?.body);
});
let configuration = {};

beforeAll(async () => {
  const port = await listenOnLoopback(server, 0);
  configuration = {
    endpoint: `http://${LOOPBACK}:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
    forcePathStyle: true,
    maxAttempts: 1,
  };
});
afterAll(() => closeServer(server));

const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  s3: () => new S3Client(configuration).send(new ListObjectsV2Command({ Bucket: 'photos' })),
  dynamodb: () => new DynamoDBClient(configuration).send(new ListTablesCommand({})),
  events: () => new EventBridgeClient(configuration).send(new PutEventsCommand({ Entries: [{}] })),
};

describe('the SDK recognises an injected error as that of the service', () => {
  it.each([
    ['s3', 'throttled', 'SlowDown', 503],
    ['s3', 'unavailable', 'InternalError', 500],
    ['dynamodb', 'throttled', 'ProvisionedThroughputExceededException', 400],
    ['dynamodb', 'unavailable', 'InternalServerError', 500],
    ['events', 'throttled', 'ThrottlingException', 400],
    ['events', 'unavailable', 'InternalException', 500],
  ] as const)('%s, %s: %s', async (service, kind, name, httpStatusCode) => {
    refusal = refusalOf(kind, service);
    await expect(CALLS[service]?.()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it('returns 200 for a rejected entry of PutEvents', async () => {
    refusal = refusalOf('entry-refused', 'events');
    await expect(CALLS.events?.()).resolves.toMatchObject({ FailedEntryCount: 1 });
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { EventSource } from '../../../local/event-source/event-source';
import { mappingsFront } from '../../../local/event-source/mappings-front';
import { readBody } from '../../../local/foundation/http';
import { InMemoryMessageQueue } from '../../support/in-memory-message-queue';

const source = new EventSource({
  mapping: {
    uuid: 'image-uploads-dev',
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:image-uploads-dev',
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:image-processor-dev',
    batchSize: 4,
    batchingWindow: 0,
    maximumConcurrency: 10,
    reportsItemFailures: true,
  },
  queue: new InMemoryMessageQueue([]),
  invoke: async () => ({ ok: true, payload: undefined }),
  concurrency: 1,
  onProblem: () => undefined,
});
const changes: string[] = [];
let server: Server;
let lambda: LambdaClient;

beforeAll(async () => {
  const front = mappingsFront({ sources: [source], onChange: () => changes.push(source.state) });
  server = createServer((request, response) => {
    void readBody(request).then((body) => front(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  source.start();
});

afterAll(async () => {
  await source.stop();
  server.closeAllConnections();
  server.close();
});

const UUID = 'image-uploads-dev';

it('lists the mappings of a function as the plan declares them', async () => {
  const list = async (FunctionName: string) =>
    (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }))).EventSourceMappings;
  expect(await list('image-processor-dev')).toMatchObject([
    { UUID, BatchSize: 4, ScalingConfig: { MaximumConcurrency: 10 }, State: 'Enabled' },
  ]);
  expect(await list('image-api-dev')).toEqual([]);
});

it('disables and enables a mapping, and reports each change', async () => {
  const update = (Enabled: boolean) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  expect((await update(false)).State).toMatch(/^Disabl/);
  expect((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State).toMatch(/^Disabl/);
  expect((await update(true)).State).toBe('Enabled');
  expect(changes).toHaveLength(2);
});

it('refuses any other change, and mappings that do not exist', async () => {
  const other = new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 });
  await expect(lambda.send(other)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const missing = new UpdateEventSourceMappingCommand({ UUID: 'other', Enabled: false });
  await expect(lambda.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

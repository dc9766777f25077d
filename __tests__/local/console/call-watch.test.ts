import { imageIdOf } from '../../../lambda/domain/image-record';
import { callWatch } from '../../../local/console/twin/call-watch';
import { diagramOf } from '../../../local/console/twin/diagram-of-topology';
import { UploadProgress } from '../../../local/console/twin/upload-progress';
import { accessKeyIdOf } from '../../../local/foundation/credentials';
import type { WatchedCall } from '../../../local/gateway/gateway';
import type { Topology } from '../../../plan/topology/topology';

const QUEUE = {
  name: 'uploads',
  arn: 'q:uploads',
  url: 'http://sqs/0/uploads',
  visibilityTimeout: 360,
  retention: 345_600,
};
const ROLE = 'arn:aws:iam::000000000000:role/processor';
const SOURCE = 'photos-in';

const topology = {
  distributions: [],
  buckets: [
    {
      name: SOURCE,
      versioned: true,
      corsRules: [],
      notifications: [{ events: ['s3:ObjectCreated:*'], prefix: 'uploads/', queueArn: 'q:uploads' }],
    },
    { name: 'photos-out', versioned: false, corsRules: [], notifications: [] },
  ],
  queues: [
    { ...QUEUE, redrive: { deadLetterTargetArn: 'q:dead', maxReceiveCount: 3 } },
    { ...QUEUE, name: 'dead', arn: 'q:dead' },
  ],
  tables: [{ name: 'records', hashKey: 'imageId', rangeKey: 'timestamp', indexes: [] }],
  functions: [
    {
      name: 'processor',
      arn: 'f:processor',
      roleArn: ROLE,
      memoryMb: 1769,
      timeoutSeconds: 60,
      environment: { SOURCE_BUCKET: SOURCE, PROCESSED_BUCKET: 'photos-out', METADATA_TABLE: 'records' },
    },
  ],
  eventSourceMappings: [{ queueArn: 'q:uploads', functionArn: 'f:processor', batchSize: 4 }],
  eventBuses: [],
  eventRules: [],
  eventArchives: [],
  topics: [],
  alarms: [],
  restApis: [],
  roles: [],
  place: { accountId: '000000000000', region: 'us-east-1' },
} as unknown as Topology;

const KEY = 'uploads/über uns.jpg';
const ID = imageIdOf(SOURCE, KEY);

/** The stages that some calls report. */
function stagesOf(...calls: Partial<WatchedCall>[]): string[] {
  const seen: string[] = [];
  const watch = callWatch(topology, {
    onStage: (imageId, stage) => seen.push(`${imageId === ID ? 'it' : imageId}: ${stage}`),
    onRecordChange: (imageId) => seen.push(`${imageId}: record`),
  });
  for (const call of calls) {
    const complete = {
      service: 's3',
      operation: '',
      body: Buffer.alloc(0),
      ...call,
    };
    watch({ accessKeyId: accessKeyIdOf(ROLE), ...complete });
  }
  return seen;
}

const json = (value: object) => ({ body: Buffer.from(JSON.stringify(value)), status: 200 });

describe('the stages that calls to the AWS endpoint report', () => {
  test('a message to the uploads queue: a photo is uploaded and queued', () => {
    const s3 = {
      bucket: { name: SOURCE },
      object: { key: 'uploads/%C3%BCber+uns.jpg', size: 5, eTag: 'e', versionId: 'v', sequencer: '01' },
    };
    const record = {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-06-21T12:00:00.000Z',
      s3,
    };
    const send = (queue: string, message: string) => ({
      service: 'sqs',
      operation: 'SendMessage',
      ...json({ QueueUrl: `http://sqs/0/${queue}`, MessageBody: message }),
    });
    const message = JSON.stringify({ Records: [record] });
    expect(stagesOf(send('uploads', message))).toEqual(['it: uploaded', 'it: queued']);
    expect(stagesOf(send('dead', message), send('uploads', 'nonsense'))).toEqual([]);
  });

  test('reading the original, by the function and nobody else: downloading, then rendering', () => {
    const read = { operation: 'GetObject', bucket: SOURCE, key: KEY };
    expect(stagesOf(read, { ...read, status: 200 })).toEqual(['it: download', 'it: render']);
    expect(stagesOf(read, { ...read, status: 404 })).toEqual(['it: download']);
    expect(stagesOf({ ...read, accessKeyId: 'somebody' })).toEqual([]);
  });

  test('writing a preview: storing', () => {
    const write = { operation: 'PutObject', bucket: 'photos-out', key: 'previews/abc/v/150x150.webp' };
    expect(stagesOf(write)).toEqual(['abc: store']);
    expect(stagesOf({ ...write, key: 'elsewhere/abc/v' })).toEqual([]);
  });

  test('writing rows of the table, one or many: their records change', () => {
    const row = (id: string) => ({ imageId: { S: id }, timestamp: { N: '1' } });
    const write = (operation: string, input: object) => ({ service: 'dynamodb', operation, ...json(input) });
    expect(
      stagesOf(
        write('UpdateItem', { TableName: 'records', Key: row('a') }),
        write('PutItem', { TableName: 'records', Item: row('b') }),
        write('BatchWriteItem', { RequestItems: { records: [{ DeleteRequest: { Key: row('c') } }] } }),
        write('UpdateItem', { TableName: 'another', Key: row('d') }),
        write('PutItem', { TableName: 'records', Item: row('places/a') }),
        write('Query', { TableName: 'records' }),
      ),
    ).toEqual(['a: record', 'b: record', 'c: record']);
  });

  test('events: announced; nothing that was refused counts', () => {
    const entry = (DetailType: string) => ({ DetailType, Detail: JSON.stringify({ imageId: ID, key: KEY }) });
    const put = { service: 'events', operation: 'PutEvents' };
    const done = { ...put, ...json({ Entries: [entry('Image Processing Failed'), entry('Image Deleted')] }) };
    expect(stagesOf(done)).toEqual(['it: published']);
    expect(stagesOf({ ...done, status: 400 }, { ...put, body: Buffer.from('{') })).toEqual([]);
  });
});

describe('uploads under way', () => {
  const stage = (name: 'queued' | 'published') => ({ imageId: ID, key: KEY, stage: name, at: 1 });

  test('are remembered until their record is terminal', () => {
    const uploadProgress = new UploadProgress();
    uploadProgress.add(stage('queued'));
    expect(uploadProgress.stages).toEqual([stage('queued')]);
    uploadProgress.end(ID);
    expect(uploadProgress.stages).toEqual([]);
  });

  test('are known by the mail about them, once', () => {
    const uploadProgress = new UploadProgress();
    uploadProgress.add(stage('published'));
    const mail = { body: `Your photo a.jpg is ready.\nImage ${ID}, from photos.` } as Parameters<
      UploadProgress['mailed']
    >[0];
    expect(uploadProgress.mailed({ ...mail, body: 'Alarm!' })).toBeUndefined();
    expect(uploadProgress.mailed(mail)).toEqual({ imageId: ID, key: KEY });
    expect(uploadProgress.mailed(mail)).toBeUndefined();
  });
});

describe('the picture of a topology', () => {
  test('has what is declared, with its settings, and no arrow into nothing', () => {
    const { components, arrows } = diagramOf(topology);
    expect(components.map(({ id }) => id)).toEqual([
      'client',
      'source-bucket',
      'uploads-queue',
      'dead-letter-queue',
      'processed-bucket',
      'image-metadata-table',
      'image-processor',
    ]);
    expect(components.find(({ id }) => id === 'uploads-queue')).toMatchObject({
      name: 'uploads',
      settings: expect.arrayContaining([{ label: 'Visibility timeout', value: '6 minutes' }]),
    });
    expect(arrows.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'client source-bucket',
      'source-bucket uploads-queue',
      'uploads-queue image-processor',
      'uploads-queue dead-letter-queue',
    ]);
  });

  test('cannot be drawn of stacks without a queue', () => {
    expect(() => diagramOf({ ...topology, eventSourceMappings: [] })).toThrow(
      /must declare one queue that feeds a function/,
    );
  });
});

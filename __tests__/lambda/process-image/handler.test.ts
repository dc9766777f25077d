import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { ServiceError } from '../../../lambda/domain/errors';
import type { handler as Handler } from '../../../lambda/process-image/handler';
import { jpegPhoto } from '../../support/photos';
import { inMemoryPipeline, SOURCE_BUCKET } from '../../support/uploads';

let pipeline = inMemoryPipeline();
jest.mock('../../../lambda/runtime/processing-dependencies', () => ({
  processingDependencies: () => ({
    get store() {
      return pipeline.store;
    },
    get catalog() {
      return pipeline.catalog;
    },
    get publisher() {
      return pipeline.publisher;
    },
    recipe: inMemoryPipeline().dependencies.recipe,
    limits: inMemoryPipeline().dependencies.limits,
    now: Date.now,
  }),
}));

const ENVIRONMENT = {
  SOURCE_BUCKET,
  PROCESSED_BUCKET: 'photo-processed-000000000000-test',
  METADATA_TABLE: 'image-metadata-test',
  EVENT_BUS_NAME: 'image-processing-events-test',
  ENVIRONMENT: 'test',
  PREVIEW_SIZES: '150x150',
  PREVIEW_FORMAT: 'webp',
  PREVIEW_FIT: 'inside',
  MAX_IMAGE_SIZE: '10485760',
  MAX_IMAGE_PIXELS: '100000000',
  MAX_FRAMES: '1',
  LOG_LEVEL: 'ERROR',
};

let messages = 0;

function message(body: unknown): SQSRecord {
  messages += 1;
  return {
    messageId: `m-${messages}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1' },
  } as SQSRecord;
}

const notificationOf = (object: object) => ({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-06-21T12:00:00.123Z',
      s3: { bucket: { name: SOURCE_BUCKET }, object: { sequencer: `0A${messages}`, ...object } },
    },
  ],
});

async function upload(key = 'uploads/a.jpg', bytes?: Buffer): Promise<SQSRecord> {
  const { eTag, versionId, size } = pipeline.store.put(SOURCE_BUCKET, key, bytes ?? (await jpegPhoto()));
  return message(notificationOf({ key, eTag, versionId, size }));
}

const contextWith = (remainingMs: number) =>
  ({
    awsRequestId: 'r-1',
    functionName: 'image-processor-test',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

describe('the image processor', () => {
  let handler: typeof Handler;
  const lines: string[] = [];
  const failuresOf = async (Records: SQSRecord[], remainingMs = 60_000) => {
    const answer = await handler({ Records } as SQSEvent, contextWith(remainingMs));
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };

  beforeAll(() => {
    Object.assign(process.env, ENVIRONMENT);
    // Powertools writes to a console of its own, straight to the process's streams.
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    handler = (require('../../../lambda/process-image/handler') as { handler: typeof Handler }).handler;
  });
  beforeEach(() => {
    pipeline = inMemoryPipeline();
    lines.length = 0;
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('acknowledges a batch of good uploads, each with its record', async () => {
    expect(await failuresOf([await upload('uploads/a.jpg'), await upload('uploads/b.jpg')])).toEqual([]);
    expect(pipeline.catalog.records.map(({ processingStatus }) => processingStatus)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
  });

  it('acknowledges a photo that cannot be processed: its record says so, and no retry would help', async () => {
    expect(await failuresOf([await upload('uploads/a.jpg', Buffer.from('a text'))])).toEqual([]);
    expect(pipeline.catalog.records).toMatchObject([{ error: { code: 'UNSUPPORTED_FORMAT' } }]);
  });

  it('hands back the one message it does not understand and does the others', async () => {
    const good = await upload();
    const bad = message('{"hello": "world"}');
    expect(await failuresOf([bad, good])).toEqual([bad.messageId]);
    expect(pipeline.catalog.records).toHaveLength(1);
  });

  it('hands back the one upload whose service failed and does the others', async () => {
    const [unlucky, lucky] = [await upload('uploads/a.jpg'), await upload('uploads/b.jpg')];
    pipeline.publisher.refuseNext(new ServiceError('the bus is busy'));
    const failures = await failuresOf([unlucky, lucky]);
    expect(failures).toHaveLength(1);
    expect(pipeline.publisher.types).toEqual(['Image Processing Completed']);
  });

  it('fails as a whole when all of its messages failed, so that the error is counted', async () => {
    await expect(failuresOf([message('no JSON'), message('nor this')])).rejects.toThrow(/All records failed/);
  });

  it('does not begin an upload that its batch left no time for', async () => {
    const good = await upload();
    await expect(failuresOf([good], 9_000)).rejects.toThrow();
    expect(pipeline.catalog.records).toEqual([]);
  });

  it('counts outcomes in the embedded metric format, under the one dimension that alarms look for', async () => {
    const good = await upload();
    await failuresOf([good, await upload('uploads/b.jpg', Buffer.from('a text'))]);
    await failuresOf([good]);
    const emitted = lines.flatMap((line) => line.split('\n')).filter((line) => line.includes('"_aws"'));
    const [first, second] = emitted.map((line) => JSON.parse(line));
    expect(first._aws.CloudWatchMetrics).toMatchObject([
      { Namespace: 'ImageProcessing', Dimensions: [['Environment']] },
    ]);
    expect(first).toMatchObject({ Environment: 'test', ProcessedImages: 1, ProcessingErrors: 1 });
    expect(first.SourceBytes).toBeGreaterThan(0);
    expect(first.PreviewBytes).toBeGreaterThan(0);
    expect(first.ProcessingTime).toHaveLength(2);
    expect(second).toMatchObject({ DuplicateEvents: 1 });
  });

  it('refuses to start with an environment it does not accept, naming every variable and no value', () => {
    const { MAX_FRAMES, METADATA_TABLE } = ENVIRONMENT;
    Object.assign(process.env, { MAX_FRAMES: 'secret' });
    delete process.env.METADATA_TABLE;
    const start = () => jest.isolateModules(() => void require('../../../lambda/process-image/handler'));
    expect(start).toThrow(/METADATA_TABLE is missing; MAX_FRAMES must be a whole number/);
    expect(start).not.toThrow(/secret/);
    Object.assign(process.env, { MAX_FRAMES, METADATA_TABLE });
  });
});

import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { MalformedMessageError, ServiceError } from '../../../lambda/domain/errors';
import type { ProcessingRequest } from '../../../lambda/domain/uploads/remote-processing';
import { createHandler } from '../../../lambda/process-image/create-handler';
import { createMetrics } from '../../../lambda/process-image/outcome-metrics';
import { createLogger } from '../../../lambda/runtime/logger';
import { captureOutput, metricsOf } from '../../support/captured-output';
import { jpegPhoto } from '../../support/photos';
import { inMemoryPipeline, SOURCE_BUCKET } from '../../support/uploads';

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

const contextWith = (remainingMs: number) =>
  ({
    awsRequestId: 'r-1',
    functionName: 'image-processor-test',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

function imageProcessor({ countsAttempts = false } = {}) {
  const pipeline = inMemoryPipeline();
  const handler = createHandler({
    ...pipeline.dependencies,
    sourceBucket: SOURCE_BUCKET,
    countsAttempts,
    logger: createLogger({ LOG_LEVEL: 'ERROR' }),
    metrics: createMetrics('test'),
  });
  const upload = async (key = 'uploads/a.jpg', bytes?: Buffer): Promise<SQSRecord> => {
    const { eTag, versionId, size } = pipeline.store.put(SOURCE_BUCKET, key, bytes ?? (await jpegPhoto()));
    return message(notificationOf({ key, eTag, versionId, size }));
  };
  const failuresOf = async (Records: SQSRecord[], remainingMs = 60_000) => {
    const { batchItemFailures } = await handler({ Records } as SQSEvent, contextWith(remainingMs));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const request = (event: object) => handler(event as ProcessingRequest, contextWith(60_000));
  return { ...pipeline, upload, failuresOf, request };
}

describe('the image processor', () => {
  const lines = captureOutput();

  it('counts every attempt before it begins, also those that fail or have nothing to do', async () => {
    const { upload, failuresOf, request } = imageProcessor({ countsAttempts: true });
    const good = await upload();
    await failuresOf([good, message('poison')]);
    await failuresOf([good]);
    await request({ key: 'uploads/missing.jpg', requestId: 'r-1' });
    const published = metricsOf(lines);
    expect(published.flatMap(({ Attempts }) => Attempts ?? [])).toEqual([2, 1, 1]);
    expect(published[0]).not.toHaveProperty('ProcessedImages');
    expect(published[1]).toHaveProperty('ProcessedImages');
  });

  it('counts no attempts where nothing limits them', async () => {
    const { upload, failuresOf } = imageProcessor();
    await failuresOf([await upload()]);
    expect(metricsOf(lines)).toMatchObject([{ ProcessedImages: 1 }]);
    expect(metricsOf(lines)[0]).not.toHaveProperty('Attempts');
  });

  it('acknowledges a batch of valid uploads and writes their records', async () => {
    const { catalog, failuresOf, upload } = imageProcessor();
    expect(await failuresOf([await upload('uploads/a.jpg'), await upload('uploads/b.jpg')])).toEqual([]);
    expect(catalog.records.map(({ processingStatus }) => processingStatus)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
  });

  it('acknowledges a photo that cannot be processed, and records why', async () => {
    const { catalog, failuresOf, upload } = imageProcessor();
    expect(await failuresOf([await upload('uploads/a.jpg', Buffer.from('a text'))])).toEqual([]);
    expect(catalog.records).toMatchObject([{ error: { code: 'UNSUPPORTED_FORMAT' } }]);
  });

  it('returns a malformed message to the queue and processes the others', async () => {
    const { catalog, failuresOf, upload } = imageProcessor();
    const good = await upload();
    const bad = message('{"hello": "world"}');
    expect(await failuresOf([bad, good])).toEqual([bad.messageId]);
    expect(catalog.records).toHaveLength(1);
  });

  it('returns an upload to the queue when a service fails, and processes the others', async () => {
    const { failuresOf, publisher, upload } = imageProcessor();
    const [unlucky, lucky] = [await upload('uploads/a.jpg'), await upload('uploads/b.jpg')];
    publisher.refuseNext(new ServiceError('the bus is busy'));
    const failures = await failuresOf([unlucky, lucky]);
    expect(failures).toHaveLength(1);
    expect(publisher.types).toEqual(['Image Processing Completed']);
  });

  it('fails the invocation when all messages fail, and names the cause of each by its key', async () => {
    const { failuresOf, publisher, upload } = imageProcessor();
    publisher.refuseNext(new ServiceError('The bus is busy.'));
    const [unreadable, unlucky] = [message('no JSON'), await upload('uploads/a.jpg')];
    await expect(failuresOf([unreadable, unlucky])).rejects.toMatchObject({
      name: 'BatchFailedError',
      message: `2 messages go back to the queue. message ${unreadable.messageId}: The message is not JSON.; uploads/a.jpg: The bus is busy.`,
    });
  });

  it('logs the key and the cause of each message that goes back to the queue', async () => {
    const { failuresOf, publisher, upload } = imageProcessor();
    publisher.refuseNext(new ServiceError('The bus is busy.'));
    const unlucky = await upload('uploads/a.jpg');
    await expect(failuresOf([unlucky])).rejects.toThrow();
    const logged = lines.find((line) => line.includes('goes back to the queue'));
    expect(JSON.parse(logged ?? '{}')).toMatchObject({
      level: 'ERROR',
      messageId: unlucky.messageId,
      keys: ['uploads/a.jpg'],
      receives: '1',
      error: { message: 'The bus is busy.' },
    });
  });

  it('does not start an upload when the batch leaves too little time', async () => {
    const { catalog, failuresOf, upload } = imageProcessor();
    const good = await upload();
    await expect(failuresOf([good], 9_000)).rejects.toThrow();
    expect(catalog.records).toEqual([]);
  });

  it('counts outcomes in the embedded metric format, with the one dimension that alarms match', async () => {
    const { failuresOf, upload } = imageProcessor();
    const good = await upload();
    await failuresOf([good, await upload('uploads/b.jpg', Buffer.from('a text'))]);
    await failuresOf([good]);
    const [first, second] = metricsOf(lines);
    expect(first._aws.CloudWatchMetrics).toMatchObject([
      { Namespace: 'ImageProcessing', Dimensions: [['Environment']] },
    ]);
    expect(first).toMatchObject({ Environment: 'test', ProcessedImages: 1, ProcessingErrors: 1 });
    expect(first.SourceBytes).toBeGreaterThan(0);
    expect(first.PreviewBytes).toBeGreaterThan(0);
    expect(first.ProcessingTime).toHaveLength(2);
    expect(second).toMatchObject({ DuplicateEvents: 1 });
  });

  it('processes the photo of a request, and returns its record', async () => {
    const { catalog, request, upload } = imageProcessor();
    await upload('uploads/a.jpg');
    const result = await request({ key: 'uploads/a.jpg', requestId: 'r-1' });
    expect(result).toEqual({ record: catalog.records[0] });
    expect(metricsOf(lines)).toMatchObject([{ Environment: 'test', ProcessedImages: 1 }]);
  });

  it('returns the code and the message of a request that it cannot fulfil', async () => {
    const { request } = imageProcessor();
    expect(await request({ key: 'uploads/none.jpg', requestId: 'r-1' })).toEqual({
      error: { code: 'SOURCE_NOT_FOUND', message: expect.stringContaining('uploads/none.jpg') },
    });
  });

  it.each([
    ['an object outside uploads/', { key: 'previews/a.webp', requestId: 'r-1' }],
    ['a folder', { key: 'uploads/a/', requestId: 'r-1' }],
    ['a key longer than S3 allows', { key: `uploads/${'ä'.repeat(510)}`, requestId: 'r-1' }],
    ['another bucket', { key: 'uploads/a.jpg', requestId: 'r-1', bucket: 'elsewhere' }],
    ['no request', { key: 'uploads/a.jpg' }],
    ['nothing', {}],
  ])('rejects an event about %s', async (_, event) => {
    const { request } = imageProcessor();
    await expect(request(event)).rejects.toThrow(MalformedMessageError);
  });
});

import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { ServiceError } from '../../../lambda/domain/errors';
import { createHandler } from '../../../lambda/process-image/create-handler';
import { createTelemetry } from '../../../lambda/runtime/telemetry';
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

function imageProcessor() {
  const pipeline = inMemoryPipeline();
  const handler = createHandler({
    ...pipeline.dependencies,
    ...createTelemetry('process-image', { ENVIRONMENT: 'test', LOG_LEVEL: 'ERROR' }),
    sourceBucket: SOURCE_BUCKET,
  });
  const upload = async (key = 'uploads/a.jpg', bytes?: Buffer): Promise<SQSRecord> => {
    const { eTag, versionId, size } = pipeline.store.put(SOURCE_BUCKET, key, bytes ?? (await jpegPhoto()));
    return message(notificationOf({ key, eTag, versionId, size }));
  };
  const failuresOf = async (Records: SQSRecord[], remainingMs = 60_000) => {
    const { batchItemFailures } = await handler({ Records } as SQSEvent, contextWith(remainingMs));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { ...pipeline, upload, failuresOf };
}

describe('the image processor', () => {
  const lines = captureOutput();

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

  it('fails the invocation when all messages fail, so that Lambda counts the error', async () => {
    const { failuresOf } = imageProcessor();
    await expect(failuresOf([message('no JSON'), message('nor this')])).rejects.toThrow(/All records failed/);
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
});

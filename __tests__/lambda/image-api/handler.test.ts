import type { Context } from 'aws-lambda';
import { createHandler } from '../../../lambda/image-api/create-handler';
import { createTelemetry } from '../../../lambda/runtime/telemetry';
import { type ApiCall, proxyEvent, RecordingSigner } from '../../support/api';
import { captureOutput, metricsOf } from '../../support/captured-output';
import { jpegPhoto } from '../../support/photos';
import { inMemoryPipeline, SOURCE_BUCKET } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const context = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 29_000 } as Context;

function imageApi() {
  const pipeline = inMemoryPipeline();
  const handler = createHandler({
    ...pipeline.dependencies,
    ...createTelemetry('image-api', { ENVIRONMENT: 'test', LOG_LEVEL: 'INFO' }),
    signer: new RecordingSigner(),
    sourceBucket: SOURCE_BUCKET,
    allowedOrigins: [],
    newId: () => 'id',
  });
  return { ...pipeline, call: (request: ApiCall) => handler(proxyEvent(request), context) };
}

describe('the image API', () => {
  const lines = captureOutput();

  it('counts a photo that it processed like the queue does', async () => {
    const { store, call } = imageApi();
    store.put(SOURCE_BUCKET, KEY, await jpegPhoto());
    await call({ route: 'POST /process', body: { image_key: KEY } });
    expect(metricsOf(lines)).toMatchObject([{ Environment: 'test', ProcessedImages: 1 }]);
  });

  it('logs the status of each response, and the cause of a fault', async () => {
    const { catalog, call } = imageApi();
    jest.spyOn(catalog, 'list').mockRejectedValue(new Error('the index is missing'));
    await call({ route: 'GET /images', query: { status: 'FAILED' } });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'ERROR', error: { message: 'the index is missing' } },
      { level: 'INFO', route: 'GET /images', status: 500, apiRequestId: 'request-1' },
    ]);
  });
});

import type { Context } from 'aws-lambda';
import { proxyEvent } from '../../support/api';

const context = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 29_000 } as Context;
const environment = { ...process.env };

beforeAll(() => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    SOURCE_BUCKET: 'photo-uploads-000000000000-test',
    PROCESSED_BUCKET: 'photo-processed-000000000000-test',
    METADATA_TABLE: 'image-metadata-test',
    EVENT_BUS_NAME: 'image-processing-events-test',
    ENVIRONMENT: 'test',
    PREVIEW_SIZES: '150x150',
    PREVIEW_FORMAT: 'webp',
    PREVIEW_FIT: 'inside',
    MAX_IMAGE_SIZE: '4096',
    MAX_IMAGE_PIXELS: '100000000',
    MAX_FRAMES: '1',
    CORS_ALLOWED_ORIGINS: 'https://photos.example.com',
    LOG_LEVEL: 'ERROR',
  });
});

afterAll(() => {
  process.env = environment;
});

it('answers by the buckets, limits and origins of its environment', async () => {
  const { handler } = await import('../../../lambda/image-api/handler');
  const ask = (size: number) =>
    handler(
      proxyEvent({
        route: 'POST /uploads',
        body: { file_name: 'a.jpg', content_type: 'image/jpeg', size },
        headers: { origin: 'https://photos.example.com' },
      }),
      context,
    );
  const { statusCode, headers, body } = await ask(4096);
  expect(statusCode).toBe(201);
  expect(JSON.parse(body).url).toMatch('https://photo-uploads-000000000000-test.s3.us-east-1.amazonaws.com/');
  expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://photos.example.com' });
  expect(await ask(4097)).toMatchObject({ statusCode: 413 });
});

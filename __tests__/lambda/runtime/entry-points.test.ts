import { spawnSync } from 'node:child_process';
import { PROJECT_ROOT } from '../../../bundle/project';
import { FUNCTION_NAMES, type FunctionName } from '../../../stacks/function-packages';
import { proxyEvent } from '../../support/api';

const ENVIRONMENT = {
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
  HEIC_INPUT: 'true',
  USER_ID_SOURCE: 'metadata',
  PREVIEW_EXPIRATION_DAYS: '365',
  PROCESSOR_FUNCTION: 'image-processor-test',
  CORS_ALLOWED_ORIGINS: 'https://photos.example.com',
  LOG_LEVEL: 'ERROR',
};

/** Loads a function's entry in a process of its own, with `environment` alone, and calls its handler. */
function invoke(name: FunctionName, event: object, environment: Record<string, string> = ENVIRONMENT) {
  const program = `
    const { handler } = require('./lambda/${name}/handler.ts');
    const context = { getRemainingTimeInMillis: () => 60_000 };
    handler(${JSON.stringify(event)}, context).then((response) => console.log(JSON.stringify(response)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', program], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  });
  return { response: stdout === '' ? undefined : JSON.parse(stdout), stderr };
}

it.each(FUNCTION_NAMES)('%s refuses to start with an environment that is not valid', (name) => {
  const { LOG_LEVEL: _, ...incomplete } = ENVIRONMENT;
  const { response, stderr } = invoke(name, {}, incomplete);
  expect(response).toBeUndefined();
  expect(stderr).toMatch(/The function's environment is not valid: .*LOG_LEVEL is missing/);
});

it('the message about an environment has every problem, and no value', () => {
  const { METADATA_TABLE: _, ...incomplete } = ENVIRONMENT;
  const { stderr } = invoke('image-api', {}, { ...incomplete, ENVIRONMENT: 'NOT_A_SUFFIX' });
  expect(stderr).toContain(
    "The function's environment is not valid: METADATA_TABLE is missing; ENVIRONMENT must be",
  );
  expect(stderr).not.toContain('NOT_A_SUFFIX');
});

it('send-webhook reports an event that it cannot read', () => {
  const environment = {
    ...ENVIRONMENT,
    WEBHOOK_URL: 'https://shop.example.com/photos',
    WEBHOOK_SECRET_NAME: 'darkroom/test/webhook',
    WEBHOOKS_QUEUE_URL: 'http://127.0.0.1:9/queue',
  };
  const message = { messageId: '1', body: 'nonsense', attributes: { ApproximateReceiveCount: '1' } };
  const { stderr } = invoke('send-webhook', { Records: [message] }, environment);
  expect(stderr).toContain(
    '1 message goes back to the queue. message 1: The message is not an event of an image.',
  );
});

it('process-image takes a batch of the uploads queue', () => {
  const testEvent = { Service: 'Amazon S3', Event: 's3:TestEvent' };
  const message = { messageId: '1', body: JSON.stringify(testEvent), attributes: {}, eventSource: 'aws:sqs' };
  const { response } = invoke('process-image', { Records: [message] });
  expect(response).toEqual({ batchItemFailures: [] });
});

it('image-api uses the buckets, limits and origins of its environment', () => {
  const request = (size: number) =>
    proxyEvent({
      route: 'POST /uploads',
      body: { file_name: 'a.jpg', content_type: 'image/jpeg', size },
      headers: { origin: 'https://photos.example.com' },
    });
  const { statusCode, headers, body } = invoke('image-api', request(4096)).response;
  expect(statusCode).toBe(201);
  expect(JSON.parse(body).url).toMatch('https://photo-uploads-000000000000-test.s3.us-east-1.amazonaws.com/');
  expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://photos.example.com' });
  expect(invoke('image-api', request(4097)).response).toMatchObject({ statusCode: 413 });
});

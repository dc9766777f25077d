import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { bundleCode } from '../../bundle/bundle-code';
import { heicFiles } from '../../bundle/heic-files';
import { nativeFiles } from '../../bundle/native-files';
import { stageNativePackages } from '../../bundle/native-packages';
import { platformName, platformOf } from '../../bundle/target';
import { unpackFunction } from '../../local/functions/function-package';
import { encodedHeic } from '../fixtures/heic-images';
import { proxyEvent } from '../support/api';
import { BUNDLING_TIMEOUT_MS, bundled } from '../support/bundled';

const FUNCTION_ENVIRONMENT = {
  SOURCE_BUCKET: 'photo-uploads',
  PROCESSED_BUCKET: 'photo-processed',
  METADATA_TABLE: 'image-metadata',
  EVENT_BUS_NAME: 'image-events',
  ENVIRONMENT: 'test',
  PREVIEW_SIZES: '150x150',
  PREVIEW_FORMAT: 'webp',
  PREVIEW_FIT: 'inside',
  MAX_IMAGE_SIZE: '1000000',
  MAX_IMAGE_PIXELS: '1000000',
  MAX_FRAMES: '1',
  HEIC_INPUT: 'true',
  USER_ID_SOURCE: 'metadata',
  PREVIEW_EXPIRATION_DAYS: '365',
  PROCESSOR_FUNCTION: 'image-processor',
  LOG_LEVEL: 'ERROR',
  AWS_REGION: 'us-east-1',
};

const TEST_EVENT = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'photo-uploads' });

const message = (messageId: string, body: string) => ({
  messageId,
  body,
  attributes: { ApproximateReceiveCount: '1' },
  eventSource: 'aws:sqs',
});

/**
 * Calls the handler of an unpacked package as a process that has nothing but the package.
 * @returns the lines that it logged, and its response
 */
function run(
  folder: string,
  event: unknown,
): { readonly logged: readonly string[]; readonly response: unknown } {
  const program = `
    const { handler } = await import('./handler.mjs');
    const context = { getRemainingTimeInMillis: () => 60000, awsRequestId: 'request' };
    console.log(JSON.stringify(await handler(${JSON.stringify(event)}, context)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
    env: FUNCTION_ENVIRONMENT,
  });
  const logged = `${stderr}${stdout}`.trim().split('\n');
  const response = stdout.trim().split('\n').at(-1);
  if (!response) throw new Error(`The handler did not respond: ${stderr.slice(-1000)}`);
  return { logged, response: JSON.parse(response) };
}

const invoke = (folder: string, event: unknown): unknown => run(folder, event).response;

describe('a package for this machine, unpacked where nothing else is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-host-'));
  const task = (name: string) => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    const { processImage, imageApi } = bundled('host');
    unpackFunction(processImage, task('process-image'));
    unpackFunction(imageApi, task('image-api'));
  }, BUNDLING_TIMEOUT_MS);

  it('process-image accepts the test message of S3', () => {
    expect(invoke(task('process-image'), { Records: [message('1', TEST_EVENT)] })).toEqual({
      batchItemFailures: [],
    });
  });

  it('process-image reports a message that it cannot read, and accepts the others', () => {
    const messages = [message('1', '{'), message('2', TEST_EVENT)];
    expect(invoke(task('process-image'), { Records: messages })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
  });

  it('process-image logs an error with the name of its class in the source', () => {
    const messages = [message('1', '{'), message('2', TEST_EVENT)];
    const { logged } = run(task('process-image'), { Records: messages });
    const [line = ''] = logged.filter((text) => text.includes('The message goes back to the queue'));
    expect(JSON.parse(line)).toMatchObject({ error: { name: 'MalformedMessageError' } });
  });

  it('process-image rejects a request for an object outside uploads/', () => {
    const request = { key: 'elsewhere/photo.jpg', requestId: 'r-1' };
    expect(() => invoke(task('process-image'), request)).toThrow(/MALFORMED_MESSAGE/);
  });

  it('image-api responds to an invalid request', () => {
    const event = proxyEvent({ route: 'POST /process', body: { image_key: 'elsewhere/photo.jpg' } });
    expect(invoke(task('image-api'), event)).toMatchObject({ statusCode: 400 });
  });

  it('renders with the staged binaries, AVIF and HEIC included', async () => {
    const platform = platformOf('host');
    const { files } = await bundleCode('__tests__/fixtures/rendering-handler.ts', platformName(platform));
    const native = (await Promise.all((await stageNativePackages(platform)).map(nativeFiles))).flat();
    for (const { path, bytes } of [...files, ...native, ...(await heicFiles(files))]) {
      mkdirSync(dirname(join(task('rendering'), path)), { recursive: true });
      writeFileSync(join(task('rendering'), path), bytes);
    }
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    expect(invoke(task('rendering'), photo.toString('base64'))).toBe(
      '150x150 image/avif, 300x300 image/avif, 800x800 image/avif',
    );
    expect(invoke(task('rendering'), encodedHeic().toString('base64'))).toBe(
      '150x150 image/avif, 300x300 image/avif, 800x800 image/avif',
    );
  });
});

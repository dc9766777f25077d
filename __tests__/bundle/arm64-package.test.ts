import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';
import { imageIdOf } from '../../lambda/domain/image-record';
import { unpackFunction } from '../../local/functions/function-package';
import type { UnpackedFunction } from '../../scripts/bench/measuring/function-at-twin';
import { WorkerProcess } from '../../scripts/bench/measuring/worker-process';
import { heicOfTelephone } from '../fixtures/heic-images';
import * as images from '../fixtures/images';
import { proxyEvent } from '../support/api';
import { BUNDLING_TIMEOUT_MS, bundled } from '../support/bundled';
import { psnr } from '../support/compare-pictures';
import { render } from '../support/rendering';

/** The command that runs Node.js for 64-bit ARM: on such a machine Node.js itself, elsewhere an emulator. */
const ARM64_NODE =
  process.env.ARM64_NODE ??
  (process.platform === 'linux' && process.arch === 'arm64' ? process.execPath : undefined);

/** An emulator is some ten times slower than the machine. */
const EMULATED_TIMEOUT_MS = 120_000;
/** Decibels between two pictures that no eye can tell apart. */
const INDISTINGUISHABLE = 40;

const PHOTOS: readonly (readonly [format: string, make: () => Promise<Buffer>])[] = [
  ['JPEG', images.largeJpeg],
  ['PNG', images.png16],
  ['WebP', images.webp],
  ['AVIF', images.avif],
  ['GIF', images.animatedGif],
  ['TIFF', images.tiff],
  ['HEIC', heicOfTelephone],
];

(ARM64_NODE ? describe : describe.skip)(
  'with Node.js for arm64 in ARM64_NODE, the packages for Lambda, against the twin',
  () => {
    jest.setTimeout(EMULATED_TIMEOUT_MS);
    const folder = mkdtempSync(join(tmpdir(), 'darkroom-arm64-'));
    let twin: WorkerProcess;
    let environment: Record<string, string>;
    let s3: S3Client;

    beforeAll(async () => {
      const { processImage, imageApi } = bundled('lambda');
      unpackFunction(processImage, join(folder, 'process-image'));
      unpackFunction(imageApi, join(folder, 'image-api'));
      twin = WorkerProcess.startFromSource('twin');
      ({ environment } = (await twin.run<UnpackedFunction>('start')).output);
      s3 = new S3Client({
        endpoint: environment.AWS_ENDPOINT_URL ?? '',
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
    }, BUNDLING_TIMEOUT_MS);

    afterAll(async () => {
      await twin.end();
      rmSync(folder, { recursive: true });
    });

    /** Calls the handler of a package in a process of its own. */
    async function invoke(fn: string, event: unknown, variables: Record<string, string> = {}) {
      const program = `
        const { handler } = await import('./handler.mjs');
        const context = { getRemainingTimeInMillis: () => 60000, awsRequestId: 'request' };
        const response = await handler(${JSON.stringify(event)}, context);
        console.log(JSON.stringify({ arch: process.arch, response }));`;
      const [command = '', ...args] = ARM64_NODE?.split(' ') ?? [];
      const { stdout } = await promisify(execFile)(
        command,
        [...args, '--input-type=module', '--eval', program],
        { cwd: join(folder, fn), env: { ...environment, ...variables } },
      );
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    }

    /** Uploads a photo. @returns the event for the processor, and the photo's id */
    async function upload(photo: Buffer): Promise<{ readonly event: SQSEvent; readonly imageId: string }> {
      const path = join(folder, 'photo');
      writeFileSync(path, photo);
      const { output: event } = await twin.run<SQSEvent>('upload', [path]);
      const [record] = JSON.parse(event.Records[0]?.body ?? '').Records;
      return { event, imageId: imageIdOf(record.s3.bucket.name, record.s3.object.key) };
    }

    /** The stored previews of a photo, smallest first. */
    async function storedPreviews(imageId: string): Promise<Buffer[]> {
      const Bucket = environment.PROCESSED_BUCKET;
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: `previews/${imageId}/` }),
      );
      const bodies = Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      });
      return Promise.all(bodies);
    }

    it.each(PHOTOS)('process-image renders a %s as this machine does', async (_, make) => {
      const photo = await make();
      const { event, imageId } = await upload(photo);
      expect(await invoke('process-image', event)).toEqual({
        arch: 'arm64',
        response: { batchItemFailures: [] },
      });
      const stored = await storedPreviews(imageId);
      const { previews } = await render(photo);
      expect(stored).toHaveLength(previews.length);
      for (const [index, { bytes }] of previews.entries()) {
        expect(await psnr(stored[index] ?? Buffer.alloc(0), bytes)).toBeGreaterThan(INDISTINGUISHABLE);
      }
    });

    it('image-api presigns an upload', async () => {
      const event = proxyEvent({
        route: 'POST /uploads',
        body: { file_name: 'a.jpg', content_type: 'image/jpeg', size: 1000 },
      });
      const variables = { PROCESSOR_FUNCTION: 'image-processor-dev' };
      expect(await invoke('image-api', event, variables)).toMatchObject({
        arch: 'arm64',
        response: { statusCode: 201 },
      });
    });
  },
);

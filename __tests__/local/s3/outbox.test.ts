import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Endpoint, type S3Endpoint } from '../../../local/s3/endpoint/endpoint';
import type { S3ObjectEvent } from '../../../local/s3/store/s3-event';

const dataDir = mkdtempSync(join(tmpdir(), 'darkroom-outbox-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(dataDir, { recursive: true });
});

async function open(
  onEvent: (event: S3ObjectEvent) => Promise<void>,
  free = { bytes: Number.MAX_SAFE_INTEGER },
) {
  const endpoint = await createS3Endpoint({
    dataDir,
    onEvent,
    secretOf: () => 'me',
    whyFull: (bytes) => (bytes > free.bytes ? 'The disk is full.' : undefined),
  });
  await endpoint.createBucket('photos', { versioned: true });
  const server = createServer((request, response) => void endpoint.handle(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'me', secretAccessKey: 'me' },
  });
  return { endpoint, s3 };
}

const close = async ({ endpoint, s3 }: { endpoint: S3Endpoint; s3: S3Client }) => {
  s3.destroy();
  await endpoint.close();
};

const named = (events: readonly S3ObjectEvent[]) => events.map(({ eventName, key }) => `${eventName} ${key}`);

it('a change that nobody took is reported again at the next start, with its own event, and then no more', async () => {
  const refused: S3ObjectEvent[] = [];
  const first = await open(async (event) => {
    if (event.key !== 'taken.jpg') {
      refused.push(event);
      throw new Error('killed');
    }
  });
  const put = (Key: string) => first.s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: Key }));
  await put('taken.jpg');
  await put('lost.jpg');
  const { VersionId } = await put('gone.jpg');
  await first.s3.send(new DeleteObjectCommand({ Bucket: 'photos', Key: 'gone.jpg', VersionId }));
  await close(first);

  const reported: S3ObjectEvent[] = [];
  const second = await open(async (event) => void reported.push(event));
  expect(reported).toEqual([]);
  second.endpoint.reportPending();
  expect(named(reported)).toEqual([
    'ObjectCreated:Put lost.jpg',
    'ObjectCreated:Put gone.jpg',
    'ObjectRemoved:Delete gone.jpg',
  ]);
  expect(reported).toEqual(refused);
  await close(second);

  const later: S3ObjectEvent[] = [];
  const third = await open(async (event) => void later.push(event));
  third.endpoint.reportPending();
  expect(later).toEqual([]);
  await close(third);
});

it('a full disk refuses objects with 503 and a sentence, lets them be deleted, and takes them again later', async () => {
  const free = { bytes: 10 };
  const open10 = await open(async () => undefined, free);
  const put = (Key: string, Body: string) =>
    open10.s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body }));
  await put('small.jpg', 'fits');
  await expect(put('large.jpg', 'does not fit')).rejects.toMatchObject({
    name: 'ServiceUnavailable',
    message: 'The disk is full.',
    $metadata: { httpStatusCode: 503 },
  });
  await open10.s3.send(new DeleteObjectCommand({ Bucket: 'photos', Key: 'small.jpg' }));
  free.bytes = 1000;
  await put('large.jpg', 'does not fit');
  await close(open10);
});

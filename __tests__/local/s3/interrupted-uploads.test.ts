import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { noise, PLAIN, refusal, S3Server } from './s3-server';

const DEADLINE = 5000;

let server: S3Server;

beforeAll(async () => {
  server = await S3Server.start();
});
afterAll(() => server.stop());

const bodies = () => readdir(join(server.dataDir, 'bodies'));

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + DEADLINE; !(await holds()); await sleep(10)) {
    if (Date.now() > end) throw new Error('It did not come true in time');
  }
}

it('keeps nothing of an upload whose client hangs up', async () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 x', 'content-length': 1000 };
  const upload = request(`${server.url}/${PLAIN}/half`, { method: 'PUT', headers });
  const hungUp = new Promise((resolve) => upload.on('error', resolve));
  upload.write('the first half');
  await until(async () => (await bodies()).length === 1);
  upload.destroy();
  await hungUp;
  await until(async () => (await bodies()).length === 0);
  expect(server.events).toEqual([]);
  expect(server.failures).toEqual([]);
});

it('lets a client hear a refusal that comes before its body was read', async () => {
  const put = new PutObjectCommand({ Bucket: 'no-such-bucket', Key: 'x', Body: noise(20_000_000) });
  expect(await refusal(server.client().send(put))).toEqual({ code: 'NoSuchBucket', status: 404 });
});

import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { noise, PLAIN, refusal, s3Endpoint } from './s3-under-test';

const DEADLINE = 5000;

const server = s3Endpoint();

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
});

it('sends a refusal to a client whose body was not read', async () => {
  const put = new PutObjectCommand({ Bucket: 'no-such-bucket', Key: 'x', Body: noise(20_000_000) });
  expect(await refusal(server.s3.send(put))).toEqual({ code: 'NoSuchBucket', status: 404 });
});

it('reads on after a refusal in the middle of a body, for clients that send all of it before they listen', async () => {
  const { hostname, port } = new URL(server.url);
  const body = noise(20_000_000);
  const socket = connect(Number(port), hostname);
  socket.write(`POST /${PLAIN}?delete HTTP/1.1\r\nHost: x\r\nAuthorization: AWS4-HMAC-SHA256 x\r\n`);
  socket.write(`Content-Length: ${body.length}\r\n\r\n`);
  await new Promise((resolve) => socket.write(body, resolve));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  socket.destroy();
}, 10_000);

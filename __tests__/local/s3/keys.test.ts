import { Agent } from 'node:http';
import {
  GetObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PLAIN as Bucket, refusal, s3Endpoint } from './s3-under-test';

const server = s3Endpoint();

const HOSTILE = [
  'plain.jpg',
  'with space.jpg',
  'a+b.jpg',
  '100%.jpg',
  'encoded%2Ftwice%20.jpg',
  'double//slash.jpg',
  '/leading.jpg',
  'trailing/',
  '../../../etc/passwd',
  './dot/./../dots.',
  '..',
  'question?mark&and=equals#hash.jpg',
  `quotes'"<>&;.jpg`,
  'Größe/写真/صورة.jpg',
  'emoji 📷.jpg',
  'e\u0301 is not \u00e9',
  'line\nbreak\r\ttab',
  'separators \u2028\u2029 in it',
  'back\\slash:colon*star|pipe',
  '__proto__',
  'é'.repeat(512),
];

it.each(HOSTILE)('stores and lists %j as plain text', async (Key) => {
  await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(await Body?.transformToString()).toBe(Key);
  const { Contents } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
  expect(Contents?.map((object) => object.Key)).toContain(Key);
});

it('holds each of them apart, in the order of their UTF-8 bytes, also after a restart', async () => {
  await server.restart();
  const { Contents = [] } = await server.s3.send(new ListObjectsV2Command({ Bucket }));
  const sorted = HOSTILE.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(Contents.map(({ Key }) => Key)).toEqual(sorted);
});

it('encodes keys once in listings when asked to', async () => {
  const { Contents = [], EncodingType } = await server.s3.send(
    new ListObjectsCommand({ Bucket, EncodingType: 'url' }),
  );
  expect(EncodingType).toBe('url');
  expect(Contents.map(({ Key = '' }) => decodeURIComponent(Key)).toSorted()).toEqual(HOSTILE.toSorted());
  expect(Contents.map(({ Key }) => Key)).toContain('a%2Bb.jpg');
});

it('refuses a key of more than 1,024 bytes', async () => {
  const put = new PutObjectCommand({ Bucket, Key: `${'é'.repeat(512)}x`, Body: 'x' });
  expect(await refusal(server.s3.send(put))).toEqual({ code: 'KeyTooLongError', status: 400 });
});

it('refuses a path that is not UTF-8', async () => {
  const answer = await fetch(`${server.url}/${Bucket}/%ff`, {
    headers: { authorization: 'AWS4-HMAC-SHA256 x' },
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<Code>InvalidURI</Code>');
});

it('finds the bucket in the host name too', async () => {
  const { port } = new URL(server.url);
  // Not every resolver knows names below localhost; this one sends them all to the server.
  const httpAgent = new Agent({
    lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const virtual = server.client({
    endpoint: `http://localhost:${port}`,
    forcePathStyle: false,
    requestHandler: { httpAgent },
  });
  await virtual.send(new PutObjectCommand({ Bucket, Key: 'by/host', Body: 'x' }));
  const { ContentLength } = await server.s3.send(new GetObjectCommand({ Bucket, Key: 'by/host' }));
  expect(ContentLength).toBe(1);
});

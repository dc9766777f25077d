import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { ACCESS_KEY, PLAIN as Bucket, s3Endpoint } from './s3-under-test';

const MINUTE = 60;
const Key = 'uploads/a b+ü%.jpg';

const server = s3Endpoint({ client: { requestChecksumCalculation: 'WHEN_REQUIRED' } });

beforeAll(async () => {
  await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo', ContentType: 'image/jpeg' }));
});
afterEach(() => {
  server.clockShift = 0;
});

const presignGet = (more = {}, client = server.s3) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn: 5 * MINUTE });

/** As the API presigns uploads: type and length are part of what is signed. */
const presignPut = (ContentLength: number, more = {}) =>
  getSignedUrl(
    server.s3,
    new PutObjectCommand({ Bucket, Key: 'pinned', ContentType: 'image/jpeg', ContentLength, ...more }),
    {
      expiresIn: 5 * MINUTE,
      signableHeaders: new Set(['host', 'content-type', 'content-length']),
    },
  );

async function answerTo(url: string, init?: RequestInit) {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, code: /<Code>(\w+)</.exec(text)?.[1] };
}

const put = (url: string, body: string, headers: Record<string, string> = { 'content-type': 'image/jpeg' }) =>
  answerTo(url, { method: 'PUT', body, headers });

describe('a presigned GET', () => {
  it('reads the object, with the headers that the URL chooses', async () => {
    const url = await presignGet({
      ResponseContentType: 'application/octet-stream',
      ResponseContentDisposition: 'attachment; filename="ü.jpg"',
    });
    const answer = await answerTo(url);
    expect(answer).toMatchObject({ status: 200, text: 'photo' });
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(answer.headers.get('content-disposition') ?? '', 'latin1').toString()).toBe(
      'attachment; filename="ü.jpg"',
    );
  });

  it('is good until it expires, and not before its time', async () => {
    const url = await presignGet();
    server.clockShift = 4.9 * MINUTE * 1000;
    expect(await answerTo(url)).toMatchObject({ status: 200 });
    server.clockShift = 5.1 * MINUTE * 1000;
    const expired = await answerTo(url);
    expect(expired).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(expired.text).toContain('<Message>Request has expired</Message>');
    server.clockShift = -16 * MINUTE * 1000;
    expect(await answerTo(url)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it.each([
    ['another key', (url: string) => url.replace('/uploads/', '/uploads//')],
    ['another parameter', (url: string) => `${url}&response-content-type=text%2Fhtml`],
    ['a later expiry', (url: string) => url.replace('X-Amz-Expires=300', 'X-Amz-Expires=301')],
    ['another signature', (url: string) => url.replace(/(Signature=)\w{4}/, '$10000')],
  ])('is worth nothing with %s', async (_what, forge) => {
    expect(await answerTo(forge(await presignGet()))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is worth nothing for another method', async () => {
    const deletion = await answerTo(await presignGet(), { method: 'DELETE' });
    expect(deletion).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    await server.s3.send(new HeadObjectCommand({ Bucket, Key }));
  });

  it('is refused when its key id is unknown or its secret is another', async () => {
    const stranger = server.client({ credentials: { accessKeyId: 'stranger', secretAccessKey: 'x' } });
    const forger = server.client({ credentials: { ...ACCESS_KEY, secretAccessKey: 'guessed' } });
    expect(await answerTo(await presignGet({}, stranger))).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    });
    expect(await answerTo(await presignGet({}, forger))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it.each([
    ['X-Amz-Expires=300', 'X-Amz-Expires=604801'],
    ['X-Amz-Expires=300', 'X-Amz-Expires=0'],
    ['X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Algorithm=none'],
    ['X-Amz-Date=', 'X-Amz-Other='],
    ['X-Amz-Credential=', 'X-Amz-Other='],
    ['X-Amz-SignedHeaders=', 'X-Amz-Other='],
  ])('is refused when %s is changed to %s', async (from, to) => {
    const url = (await presignGet()).replace(from, to);
    expect(await answerTo(url)).toMatchObject({ status: 400, code: 'AuthorizationQueryParametersError' });
  });
});

describe('a presigned PUT that pins type and length', () => {
  it('stores exactly what it was signed for', async () => {
    expect(await put(await presignPut(5), 'photo')).toMatchObject({ status: 200 });
    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'pinned' }));
    expect(head).toMatchObject({ ContentType: 'image/jpeg', ContentLength: 5 });
  });

  it.each([
    ['a longer body', 'a longer photo', { 'content-type': 'image/jpeg' }],
    ['a shorter body', 'pic', { 'content-type': 'image/jpeg' }],
    ['another type', 'photo', { 'content-type': 'text/html' }],
    ['no type', 'photo', { 'content-type': '' }],
  ])('refuses %s', async (_what, body, headers) => {
    expect(await put(await presignPut(5), body, headers)).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('refuses instructions that were not signed', async () => {
    const answer = await put(await presignPut(5), 'photo', {
      'content-type': 'image/jpeg',
      'x-amz-meta-user-id': 'somebody-else',
    });
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('<HeadersNotSigned>x-amz-meta-user-id</HeadersNotSigned>');
  });

  it('stores the user metadata that the URL carries', async () => {
    await put(await presignPut(5, { Metadata: { 'user-id': 'ansel' } }), 'photo');
    const { Metadata } = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'pinned' }));
    expect(Metadata).toEqual({ 'user-id': 'ansel' });
  });
});

/** URLs as `aws s3 presign` and boto3 make them by default. Their signature does not cover the host. */
describe('a URL of signature version 2', () => {
  const PATH = `/${Bucket}/a%20b%2B%C3%BC.jpg`;
  const EXPIRES = 4950997503;
  const GET = `${PATH}?response-content-type=image%2Fx-own&AWSAccessKeyId=photographer&Signature=Nx7LBLko7E0n2oznQwWWz5xsYTY%3D&Expires=${EXPIRES}`;
  const PUT = `${PATH}?AWSAccessKeyId=photographer&Signature=opOqNIU%2FWKKqX9itvfBduMbfWoI%3D&content-type=image%2Fjpeg&x-amz-meta-user-id=ansel&Expires=${EXPIRES}`;

  it('stores with the headers it carries, and reads', async () => {
    expect(await answerTo(server.url + PUT, { method: 'PUT', body: Buffer.from('photo') })).toMatchObject({
      status: 200,
    });
    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'a b+ü.jpg' }));
    expect(head).toMatchObject({ ContentType: 'image/jpeg', Metadata: { 'user-id': 'ansel' } });
    const answer = await answerTo(server.url + GET);
    expect(answer.text).toBe('photo');
    expect(answer.headers.get('content-type')).toBe('image/x-own');
  });

  it('expires, and is worth nothing changed', async () => {
    const forged = await answerTo(server.url + GET.replace('x-own', 'png'));
    expect(forged).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    const unknown = await answerTo(server.url + GET.replace('photographer', 'stranger'));
    expect(unknown).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    server.clockShift = EXPIRES * 1000 + 1000 - Date.now();
    expect(await answerTo(server.url + GET)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

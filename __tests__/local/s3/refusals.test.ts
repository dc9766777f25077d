import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PLAIN as Bucket, refusal, s3Endpoint } from './s3-under-test';

const server = s3Endpoint();

describe('an unsupported operation or header is refused by name:', () => {
  it.each([
    ['GetBucketPolicy', () => server.s3.send(new GetBucketPolicyCommand({ Bucket }))],
    ['GetObjectAcl', () => server.s3.send(new GetObjectAclCommand({ Bucket, Key: 'x' }))],
    [
      'x-amz-acl: public-read',
      () => server.s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x', ACL: 'public-read' })),
    ],
    [
      'x-amz-storage-class: STANDARD_IA',
      () =>
        server.s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x', StorageClass: 'STANDARD_IA' })),
    ],
    ['partNumber', () => server.s3.send(new GetObjectCommand({ Bucket, Key: 'x', PartNumber: 1 }))],
  ])('%s', async (name, request) => {
    const error = await request().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'NotImplemented', message: expect.stringContaining(name) });
  });
});

it('refuses requests without credentials', async () => {
  const answer = await fetch(`${server.url}/${Bucket}/x`);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
});

const signed = { authorization: 'AWS4-HMAC-SHA256 x' };

it('serves the buckets of its own account alone', async () => {
  const head = (ExpectedBucketOwner: string) =>
    server.s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }));
  expect(await refusal(head('123456789012'))).toMatchObject({ status: 403 });
  expect(await head('000000000000')).toMatchObject({ BucketRegion: 'eu-central-1' });
  const { LocationConstraint } = await server.s3.send(new GetBucketLocationCommand({ Bucket }));
  expect(LocationConstraint).toBe('eu-central-1');
});

it('wants to know the length of a body', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('x'));
      controller.close();
    },
  });
  const init: RequestInit & { duplex: 'half' } = { method: 'PUT', headers: signed, body, duplex: 'half' };
  const answer = await fetch(`${server.url}/${Bucket}/x`, init);
  expect(answer.status).toBe(411);
  expect(await answer.text()).toContain('<Code>MissingContentLength</Code>');
});

it.each([
  '',
  'no xml',
  '<Delete><Object>',
  '<Other/>',
  '<Delete/>',
  '<Delete><Object>text</Object></Delete>',
])('calls %j no list of objects to delete', async (body) => {
  const answer = await fetch(`${server.url}/${Bucket}?delete`, { method: 'POST', headers: signed, body });
  expect([answer.status, await answer.text()]).toEqual([
    400,
    expect.stringContaining('<Code>MalformedXML</Code>'),
  ]);
});

it('makes and removes buckets, but not full or wrongly named ones', async () => {
  await server.s3.send(new CreateBucketCommand({ Bucket: 'a.new-bucket' }));
  await server.s3.send(new HeadBucketCommand({ Bucket: 'a.new-bucket' }));
  const again = new CreateBucketCommand({ Bucket: 'a.new-bucket' });
  expect(await refusal(server.s3.send(again))).toEqual({ code: 'BucketAlreadyOwnedByYou', status: 409 });
  await server.s3.send(new PutObjectCommand({ Bucket: 'a.new-bucket', Key: 'x', Body: 'x' }));
  const remove = new DeleteBucketCommand({ Bucket: 'a.new-bucket' });
  expect(await refusal(server.s3.send(remove))).toEqual({ code: 'BucketNotEmpty', status: 409 });
  expect(await refusal(server.s3.send(new CreateBucketCommand({ Bucket: 'Wrong_Name' })))).toEqual({
    code: 'InvalidBucketName',
    status: 400,
  });
});

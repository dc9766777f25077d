import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { PLAIN as Bucket, noise, refusal, s3Endpoint } from './s3-under-test';

const server = s3Endpoint();

const read = async (Key: string, more = {}) => {
  const answer = await server.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: (await answer.Body?.transformToString()) ?? '' };
};

describe('an object', () => {
  it('comes back byte for byte, with its MD5 as ETag', async () => {
    const Body = noise(3_000_001);
    const stored = await server.s3.send(new PutObjectCommand({ Bucket, Key: 'bytes', Body }));
    const answer = await server.s3.send(new GetObjectCommand({ Bucket, Key: 'bytes' }));
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect(stored.ETag).toBe(`"${createHash('md5').update(Body).digest('hex')}"`);
    expect(answer.ETag).toBe(stored.ETag);
    expect(answer.ContentLength).toBe(3_000_001);
  });

  it('keeps its headers and user metadata, beyond ASCII too', async () => {
    await server.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'described',
        Body: 'x',
        ContentType: 'image/webp',
        CacheControl: 'public, max-age=31536000, immutable',
        ContentDisposition: 'inline; filename="x.webp"',
        ContentEncoding: 'gzip',
        ContentLanguage: 'de',
        Metadata: {
          'user-id': 'ansel',
          place: '=?UTF-8?B?WcO2c2VtaXRl?=',
          plain: '=?UTF-8?Q?H=C3=A4lfte_2?=',
        },
      }),
    );
    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'described' }));
    expect(head).toMatchObject({
      ContentType: 'image/webp',
      CacheControl: 'public, max-age=31536000, immutable',
      ContentDisposition: 'inline; filename="x.webp"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
    });
    const decoded = Object.entries(head.Metadata ?? {}).map(([name, value]) => [
      name,
      value.replace(/^=\?UTF-8\?B\?(.*)\?=$/, (_all, text: string) => Buffer.from(text, 'base64').toString()),
    ]);
    expect(Object.fromEntries(decoded)).toEqual({ 'user-id': 'ansel', place: 'Yösemite', plain: 'Hälfte 2' });
  });

  it('streams in without a known checksum first, framed in aws-chunked with a trailer', async () => {
    const Body = new PassThrough();
    Body.end(noise(200_000));
    await server.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body,
        ContentLength: 200_000,
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    const head = await server.s3.send(
      new HeadObjectCommand({ Bucket, Key: 'streamed', ChecksumMode: 'ENABLED' }),
    );
    expect(head.ContentLength).toBe(200_000);
    expect(head.ChecksumCRC32).toMatch(/^.{6}==$/);
    expect(head.ContentEncoding).toBeUndefined();
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is checked by the %s the client sends, and returns it on request',
    async (ChecksumAlgorithm) => {
      const stored = await server.s3.send(
        new PutObjectCommand({ Bucket, Key: 'sum', Body: 'photo', ChecksumAlgorithm }),
      );
      const field = `Checksum${ChecksumAlgorithm}` as const;
      const answer = await read('sum', { ChecksumMode: 'ENABLED' });
      expect(stored[field]).toEqual(expect.any(String));
      expect(answer[field]).toBe(stored[field]);
      expect(answer.ChecksumType).toBe('FULL_OBJECT');
    },
  );

  it('is not stored when a digest of it is wrong', async () => {
    const wrongMd5 = new PutObjectCommand({
      Bucket,
      Key: 'wrong',
      Body: 'photo',
      ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==',
    });
    const wrongSum = new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'photo', ChecksumCRC32: 'AAAAAA==' });
    expect(await refusal(server.s3.send(wrongMd5))).toEqual({ code: 'BadDigest', status: 400 });
    expect(await refusal(server.s3.send(wrongSum))).toEqual({ code: 'BadDigest', status: 400 });
    expect(await refusal(server.s3.send(new HeadObjectCommand({ Bucket, Key: 'wrong' })))).toEqual({
      code: 'NotFound',
      status: 404,
    });
  });

  it('may be empty', async () => {
    await server.s3.send(new PutObjectCommand({ Bucket, Key: 'folder/', Body: new Uint8Array() }));
    expect(await read('folder/')).toMatchObject({ text: '', ContentLength: 0 });
  });
});

describe('reading', () => {
  beforeAll(() => server.s3.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' })));

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('returns the range %s', async (Range, text, ContentRange) => {
    expect(await read('digits', { Range })).toMatchObject({ text, ContentRange, ContentLength: text.length });
  });

  it('refuses a range behind the end', async () => {
    expect(await refusal(read('digits', { Range: 'bytes=10-' }))).toEqual({
      code: 'InvalidRange',
      status: 416,
    });
  });

  it('goes by the conditions of the client', async () => {
    const { ETag, LastModified = new Date() } = await read('digits');
    const later = new Date(LastModified.getTime() + 5000);
    const earlier = new Date(LastModified.getTime() - 5000);
    expect(await read('digits', { IfMatch: ETag })).toMatchObject({ text: '0123456789' });
    expect(await refusal(read('digits', { IfMatch: '"other"' }))).toMatchObject({ status: 412 });
    expect(await refusal(read('digits', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    expect(await refusal(read('digits', { IfModifiedSince: later }))).toMatchObject({ status: 304 });
    expect(await refusal(read('digits', { IfUnmodifiedSince: earlier }))).toMatchObject({ status: 412 });
    expect(await read('digits', { IfNoneMatch: '"other"', IfModifiedSince: later })).toMatchObject({
      text: '0123456789',
    });
  });

  it('distinguishes a missing key from a missing bucket', async () => {
    expect(await refusal(read('nowhere'))).toEqual({ code: 'NoSuchKey', status: 404 });
    expect(await refusal(read('x', { Bucket: 'no-such-bucket' }))).toEqual({
      code: 'NoSuchBucket',
      status: 404,
    });
  });
});

describe('writing on condition', () => {
  it('creates only what is not there yet with If-None-Match: *', async () => {
    const put = () =>
      server.s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'first', IfNoneMatch: '*' }));
    await put();
    expect(await refusal(put())).toEqual({ code: 'PreconditionFailed', status: 412 });
  });

  it('lets one of several racing writers win', async () => {
    const writers = [1, 2, 3, 4].map((writer) =>
      refusal(
        server.s3.send(new PutObjectCommand({ Bucket, Key: 'race', Body: `${writer}`, IfNoneMatch: '*' })),
      ),
    );
    const outcomes = (await Promise.all(writers)).map((outcome) => outcome?.code ?? 'stored');
    expect(outcomes.toSorted()).toEqual([
      'PreconditionFailed',
      'PreconditionFailed',
      'PreconditionFailed',
      'stored',
    ]);
  });

  it('replaces only what the client has seen with If-Match', async () => {
    const { ETag } = await server.s3.send(new PutObjectCommand({ Bucket, Key: 'seen', Body: 'one' }));
    const put = (Key: string) =>
      server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'two', IfMatch: ETag }));
    await put('seen');
    expect(await refusal(put('seen'))).toMatchObject({ code: 'PreconditionFailed' });
    expect(await refusal(put('never'))).toMatchObject({ code: 'NoSuchKey' });
  });
});

describe('copying', () => {
  it('takes bytes and description along, or replaces the description', async () => {
    await server.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'from here/ü+1',
        Body: 'copy me',
        ContentType: 'a/b',
        Metadata: { a: '1' },
      }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent('from here/ü+1')}`;
    await server.s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(await read('to')).toMatchObject({ text: 'copy me', ContentType: 'a/b', Metadata: { a: '1' } });
    await server.s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'c/d',
      }),
    );
    expect(await read('to')).toMatchObject({ text: 'copy me', ContentType: 'c/d', Metadata: {} });
  });

  it('refuses to copy an object to itself unchanged', async () => {
    await server.s3.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'x' }));
    const copy = new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self` });
    expect(await refusal(server.s3.send(copy))).toEqual({ code: 'InvalidRequest', status: 400 });
  });
});

describe('deleting', () => {
  it('removes an object, and does not mind one that is missing', async () => {
    await server.s3.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    await server.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await server.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect(await refusal(read('gone'))).toMatchObject({ code: 'NoSuchKey' });
  });

  it('removes many objects in one request and lists them', async () => {
    const keys = ['many/1', 'many/<&>', 'many/ 3'];
    for (const Key of keys) await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted } = await server.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    for (const key of keys) expect(await refusal(read(key))).toMatchObject({ code: 'NoSuchKey' });
  });
});

it('keeps tags', async () => {
  await server.s3.send(
    new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'stage=raw&by=a%20b' }),
  );
  const tags = async () =>
    (await server.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet;
  expect(await tags()).toEqual([
    { Key: 'stage', Value: 'raw' },
    { Key: 'by', Value: 'a b' },
  ]);
  const Tagging = { TagSet: [{ Key: 'stage', Value: 'done' }] };
  await server.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging }));
  expect(await tags()).toEqual(Tagging.TagSet);
});

describe('an object in an archive', () => {
  const archived = { Bucket, Key: 'cold', Body: 'x', StorageClass: 'GLACIER' } as const;

  it('is listed and described with its class, and cannot be read or copied', async () => {
    await server.s3.send(new PutObjectCommand(archived));
    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'cold' }));
    expect(head.StorageClass).toBe('GLACIER');
    const { Contents } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'cold' }));
    expect(Contents).toMatchObject([{ Key: 'cold', StorageClass: 'GLACIER' }]);
    expect(await refusal(read('cold'))).toMatchObject({ status: 403, code: 'InvalidObjectState' });
    const copy = new CopyObjectCommand({ Bucket, Key: 'warm', CopySource: `${Bucket}/cold` });
    expect(await refusal(server.s3.send(copy))).toMatchObject({ code: 'ObjectNotInActiveTierError' });
  });
});

import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { VERSIONED as Bucket, noise, refusal, s3Endpoint } from './s3-under-test';

const MEBIBYTE = 1024 ** 2;
const PART = 5 * MEBIBYTE;

const server = s3Endpoint();

async function begin(Key: string, more = {}): Promise<string> {
  return (await server.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';
}

async function upload(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32 } = await server.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return { PartNumber, ETag, ChecksumCRC32 };
}

const complete = (Key: string, UploadId: string, Parts: CompletedPart[]) =>
  server.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();

async function bytesOf(Key: string): Promise<Buffer> {
  const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

it('joins 20 MB of parts, whatever their order of arrival, into one object and one event', async () => {
  const body = noise(20 * MEBIBYTE + 7);
  const slices = [0, 1, 2, 3].map((part) =>
    body.subarray(part * PART, part === 3 ? undefined : (part + 1) * PART),
  );
  const UploadId = await begin('big', { ContentType: 'image/tiff', Metadata: { 'user-id': 'ansel' } });
  const arrived = await Promise.all(
    [3, 1, 4, 2].map((n) => upload('big', UploadId, n, slices[n - 1] ?? Buffer.alloc(0))),
  );
  const parts = arrived.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
  const { ETag, VersionId } = await complete('big', UploadId, parts);

  expect(ETag).toBe(
    `"${createHash('md5')
      .update(Buffer.concat(slices.map(md5)))
      .digest('hex')}-4"`,
  );
  expect((await bytesOf('big')).equals(body)).toBe(true);
  const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'big' }));
  expect(head).toMatchObject({ ContentType: 'image/tiff', Metadata: { 'user-id': 'ansel' }, VersionId });
  expect(server.events).toMatchObject([
    {
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      key: 'big',
      size: body.length,
      versionId: VersionId,
    },
  ]);
});

it('takes the last part sent under a number, and only the parts that are named', async () => {
  const UploadId = await begin('replaced');
  await upload('replaced', UploadId, 1, Buffer.from('first try'));
  const second = await upload('replaced', UploadId, 1, Buffer.from('second try'));
  await upload('replaced', UploadId, 2, Buffer.from('left out'));
  await complete('replaced', UploadId, [second]);
  expect((await bytesOf('replaced')).toString()).toBe('second try');
});

it.each([
  ['CRC32', 'COMPOSITE', /^.{6}==-2$/],
  ['CRC32', 'FULL_OBJECT', /^.{6}==$/],
  ['CRC64NVME', 'FULL_OBJECT', /^.{11}=$/],
  ['SHA256', 'COMPOSITE', /^.{43}=-2$/],
] as const)('keeps a %s checksum of type %s', async (ChecksumAlgorithm, ChecksumType, shape) => {
  const UploadId = await begin('summed', { ChecksumAlgorithm, ChecksumType });
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of [noise(PART), noise(100)].entries()) {
    const part = { Bucket, Key: 'summed', UploadId, PartNumber: index + 1, Body, ChecksumAlgorithm };
    Parts.push({ ...(await server.s3.send(new UploadPartCommand(part))), PartNumber: index + 1 });
  }
  await complete('summed', UploadId, Parts);
  const head = await server.s3.send(
    new HeadObjectCommand({ Bucket, Key: 'summed', ChecksumMode: 'ENABLED' }),
  );
  expect(head.ChecksumType).toBe(ChecksumType);
  expect(head[`Checksum${ChecksumAlgorithm}`]).toMatch(shape);
  expect((await bytesOf('summed')).equals(Buffer.concat([noise(PART), noise(100)]))).toBe(true);
});

it('gives parts of a whole object the same checksum as the object stored at once', async () => {
  const body = Buffer.concat([noise(PART), noise(100)]);
  const { ChecksumCRC32 } = await server.s3.send(
    new PutObjectCommand({ Bucket, Key: 'at-once', Body: body }),
  );
  const UploadId = await begin('in-parts', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const parts = [
    await upload('in-parts', UploadId, 1, body.subarray(0, PART)),
    await upload('in-parts', UploadId, 2, body.subarray(PART)),
  ];
  expect((await complete('in-parts', UploadId, parts)).ChecksumCRC32).toBe(ChecksumCRC32);
});

it('copies ranges of other objects as parts', async () => {
  const body = noise(PART + 10);
  await server.s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: body }));
  const UploadId = await begin('pieced');
  const copy = async (PartNumber: number, CopySourceRange: string): Promise<CompletedPart> => {
    const CopySource = `${Bucket}/source`;
    const part = new UploadPartCopyCommand({
      Bucket,
      Key: 'pieced',
      UploadId,
      PartNumber,
      CopySource,
      CopySourceRange,
    });
    return { PartNumber, ETag: (await server.s3.send(part)).CopyPartResult?.ETag };
  };
  await complete('pieced', UploadId, [await copy(1, `bytes=0-${PART - 1}`), await copy(2, 'bytes=0-4')]);
  expect((await bytesOf('pieced')).equals(Buffer.concat([body.subarray(0, PART), body.subarray(0, 5)]))).toBe(
    true,
  );
});

describe('completing', () => {
  let UploadId: string;
  let small: CompletedPart;
  let last: CompletedPart;

  beforeAll(async () => {
    UploadId = await begin('refused');
    small = await upload('refused', UploadId, 1, Buffer.from('small'));
    last = await upload('refused', UploadId, 2, Buffer.from('last'));
  });

  it.each([
    ['a part that is too small and not the last', 'EntityTooSmall', () => [small, last]],
    ['a part that was never sent', 'InvalidPart', () => [{ ...small, PartNumber: 3 }]],
    ['another ETag than that of the part', 'InvalidPart', () => [{ ...small, ETag: last.ETag }]],
    [
      'another checksum than that of the part',
      'InvalidPart',
      () => [{ ...small, ChecksumCRC32: last.ChecksumCRC32 }],
    ],
    ['parts out of order', 'InvalidPartOrder', () => [last, small]],
    ['no part at all', 'MalformedXML', () => []],
  ])('refuses %s and leaves the upload as it was', async (_what, code, parts) => {
    const other = code === 'InvalidPart' ? await begin('refused', { ChecksumAlgorithm: 'CRC32' }) : UploadId;
    if (other !== UploadId) await upload('refused', other, 1, Buffer.from('small'));
    expect(await refusal(complete('refused', other, parts()))).toEqual({ code, status: 400 });
    const { Parts = [] } = await server.s3.send(new ListPartsCommand({ Bucket, Key: 'refused', UploadId }));
    expect(Parts.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5],
      [2, 4],
    ]);
  });
});

it('forgets an aborted upload', async () => {
  const UploadId = await begin('aborted');
  await upload('aborted', UploadId, 1, Buffer.from('x'));
  const { Uploads = [] } = await server.s3.send(
    new ListMultipartUploadsCommand({ Bucket, Prefix: 'aborted' }),
  );
  expect(Uploads).toMatchObject([{ Key: 'aborted', UploadId }]);
  await server.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId }));
  const gone = { code: 'NoSuchUpload', status: 404 };
  expect(await refusal(upload('aborted', UploadId, 1, Buffer.from('x')))).toEqual(gone);
  expect(await refusal(server.s3.send(new ListPartsCommand({ Bucket, Key: 'aborted', UploadId })))).toEqual(
    gone,
  );
});

it('goes on with an upload after a restart', async () => {
  const UploadId = await begin('resumed');
  const first = await upload('resumed', UploadId, 1, noise(PART));
  await server.restart();
  const second = await upload('resumed', UploadId, 2, Buffer.from('the rest'));
  await complete('resumed', UploadId, [first, second]);
  expect((await bytesOf('resumed')).subarray(PART).toString()).toBe('the rest');
});

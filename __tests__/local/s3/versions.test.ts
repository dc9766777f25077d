import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { VERSIONED as Bucket, PLAIN, refusal, s3Endpoint } from './s3-under-test';

const server = s3Endpoint();

const put = async (Key: string, Body: string) =>
  (await server.s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? '';
const read = async (Key: string, VersionId?: string) => {
  const answer = await server.s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
  return answer.Body?.transformToString();
};
const remove = (Key: string, VersionId?: string) =>
  server.s3.send(new DeleteObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));

it('keeps every version of an object, readable by its id', async () => {
  const [first, second] = [await put('kept', 'one'), await put('kept', 'two')];
  expect(first).not.toBe(second);
  expect(await read('kept')).toBe('two');
  expect(await read('kept', first)).toBe('one');
  expect(await refusal(read('kept', 'unheard-of'))).toEqual({ code: 'NoSuchVersion', status: 404 });
});

it('hides a deleted object behind a delete marker', async () => {
  const version = await put('hidden', 'still here');
  const removal = await remove('hidden');
  expect(removal.DeleteMarker).toBe(true);
  expect(await refusal(read('hidden'))).toEqual({ code: 'NoSuchKey', status: 404 });
  expect(await refusal(read('hidden', removal.VersionId))).toEqual({ code: 'MethodNotAllowed', status: 405 });
  expect(await read('hidden', version)).toBe('still here');
  const { Contents } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'hidden' }));
  expect(Contents).toBeUndefined();
  const head = new HeadObjectCommand({ Bucket, Key: 'hidden' });
  const error = await server.s3.send(head).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ $response: { headers: { 'x-amz-delete-marker': 'true' } } });
});

it('brings an object back when its delete marker is removed', async () => {
  await put('back', 'again');
  const { VersionId } = await remove('back');
  const removal = await remove('back', VersionId);
  expect(removal).toMatchObject({ DeleteMarker: true, VersionId });
  expect(await read('back')).toBe('again');
});

it('makes the version before current when the newest is removed permanently', async () => {
  await put('peeled', 'one');
  const second = await put('peeled', 'two');
  await remove('peeled', second);
  expect(await read('peeled')).toBe('one');
});

it('lists versions and markers, newest first, page by page', async () => {
  const ids = [await put('list/a', '1'), await put('list/a', '22'), await put('list/b', '3')];
  const { VersionId: marker = '' } = await remove('list/a');
  const seen: (string | undefined)[] = [];
  let page: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let more = true; more; ) {
    const command = new ListObjectVersionsCommand({ Bucket, Prefix: 'list/', MaxKeys: 1, ...page });
    const answer = await server.s3.send(command);
    seen.push(
      ...[...(answer.Versions ?? []), ...(answer.DeleteMarkers ?? [])].map(({ VersionId }) => VersionId),
    );
    page = { KeyMarker: answer.NextKeyMarker, VersionIdMarker: answer.NextVersionIdMarker };
    more = answer.IsTruncated ?? false;
  }
  expect(seen).toEqual([marker, ids[1], ids[0], ids[2]]);

  const { Versions = [], DeleteMarkers = [] } = await server.s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: 'list/' }),
  );
  expect(Versions.map(({ Size, IsLatest }) => [Size, IsLatest])).toEqual([
    [2, false],
    [1, false],
    [1, true],
  ]);
  expect(DeleteMarkers).toMatchObject([{ Key: 'list/a', IsLatest: true, VersionId: marker }]);
});

it('removes named versions and whole keys in one request', async () => {
  const version = await put('batch/a', '1');
  await put('batch/b', '2');
  const Objects = [{ Key: 'batch/a', VersionId: version }, { Key: 'batch/b' }];
  const { Deleted } = await server.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted).toEqual([
    { Key: 'batch/a', VersionId: version },
    { Key: 'batch/b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
  ]);
});

it('returns no version ids in a bucket without versions', async () => {
  const stored = await server.s3.send(new PutObjectCommand({ Bucket: PLAIN, Key: 'x', Body: 'x' }));
  const { Versions } = await server.s3.send(new ListObjectVersionsCommand({ Bucket: PLAIN }));
  const { Status } = await server.s3.send(new GetBucketVersioningCommand({ Bucket: PLAIN }));
  expect(stored.VersionId).toBeUndefined();
  expect(Versions).toMatchObject([{ Key: 'x', VersionId: 'null', IsLatest: true }]);
  expect(Status).toBeUndefined();
});

describe('PutBucketVersioning', () => {
  const Bucket = 'switched';
  const Key = 'photo';
  const version = (Status: 'Enabled' | 'Suspended') =>
    server.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const putInto = async (Body: string) =>
    (await server.s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  const versions = async () => {
    const { Versions = [], DeleteMarkers = [] } = await server.s3.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    return { objects: Versions.map(({ VersionId }) => VersionId), markers: DeleteMarkers.length };
  };

  it('keeps the object from before as the version null, and keeps it when versions are suspended', async () => {
    await server.s3.send(new CreateBucketCommand({ Bucket }));
    expect(await putInto('before')).toBeUndefined();
    await version('Enabled');
    const own = await putInto('with a version');
    expect(await versions()).toEqual({ objects: [own, 'null'], markers: 0 });
    await version('Suspended');
    expect((await server.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    expect(await putInto('replaces null')).toBe('null');
    expect(await versions()).toEqual({ objects: ['null', own], markers: 0 });
  });

  it('lets a deletion replace the version null by a marker of that name, and spares the others', async () => {
    const removal = await server.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(removal).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await versions()).toMatchObject({ objects: [expect.not.stringMatching('null')], markers: 1 });
    await server.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: 'null' }));
    const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('with a version');
  });
});

import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PLAIN, refusal, s3Endpoint, VERSIONED } from './s3-under-test';

const server = s3Endpoint({ fresh: true });

const put = (Bucket: string, Key: string, Body: string) =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const versions = async (Bucket: string) => {
  const { Versions, DeleteMarkers } = await server.s3.send(new ListObjectVersionsCommand({ Bucket }));
  return { Versions, DeleteMarkers };
};
const restart = async (between = async (): Promise<void> => {}) => {
  await server.restart(between);
};
const indexFile = () => join(server.dataDir, 'index.jsonl');
const bodies = () => readdir(join(server.dataDir, 'bodies'));

it('shows the same objects, versions and descriptions after a restart, and after two', async () => {
  const described = { ContentType: 'image/png', Metadata: { 'user-id': 'ansel' }, CacheControl: 'no-store' };
  await server.s3.send(new PutObjectCommand({ Bucket: VERSIONED, Key: 'k', Body: 'one', ...described }));
  await put(VERSIONED, 'k', 'two');
  await server.s3.send(new DeleteObjectCommand({ Bucket: VERSIONED, Key: 'k' }));
  await put(PLAIN, 'gone', 'x');
  await server.s3.send(new DeleteObjectCommand({ Bucket: PLAIN, Key: 'gone' }));
  await put(PLAIN, 'kept', 'x');
  const before = [await versions(VERSIONED), await versions(PLAIN)];

  for (const _time of [1, 2]) {
    await restart();
    expect([await versions(VERSIONED), await versions(PLAIN)]).toEqual(before);
    const [, first] = before[0]?.Versions ?? [];
    const read = new GetObjectCommand({ Bucket: VERSIONED, Key: 'k', VersionId: first?.VersionId });
    const answer = await server.s3.send(read);
    expect(answer).toMatchObject(described);
    expect(await answer.Body?.transformToString()).toBe('one');
  }
});

it('removes bodies that nothing names any more', async () => {
  await put(PLAIN, 'k', 'one');
  await put(PLAIN, 'k', 'two');
  await server.s3.send(new CopyObjectCommand({ Bucket: PLAIN, Key: 'copy', CopySource: `${PLAIN}/k` }));
  await refusal(
    server.s3.send(new PutObjectCommand({ Bucket: PLAIN, Key: 'bad', Body: 'x', ChecksumCRC32: 'AAAAAA==' })),
  );
  await refusal(
    server.s3.send(new PutObjectCommand({ Bucket: PLAIN, Key: 'k', Body: 'x', IfNoneMatch: '*' })),
  );
  expect(await bodies()).toHaveLength(2);
  await server.s3.send(new DeleteObjectCommand({ Bucket: PLAIN, Key: 'k' }));
  expect(await bodies()).toHaveLength(1);
});

it('survives a crash between a body and its entry, and in the middle of an entry', async () => {
  await put(PLAIN, 'whole', 'x');
  await put(PLAIN, 'torn', 'x');
  await restart(async () => {
    await writeFile(join(server.dataDir, 'bodies', 'left-over'), 'never acknowledged');
    const text = await readFile(indexFile(), 'utf8');
    await truncate(indexFile(), text.indexOf('"torn"'));
  });
  const { Versions = [] } = await versions(PLAIN);
  expect(Versions.map(({ Key }) => Key)).toEqual(['whole']);
  expect(await bodies()).toHaveLength(1);
  await put(PLAIN, 'torn', 'again');
  expect((await versions(PLAIN)).Versions).toHaveLength(2);
});

it('refuses to open an index that is damaged in its middle, naming the line', async () => {
  const damage = async (): Promise<void> => {
    await appendFile(indexFile(), '{"change":\n{"change":"bucket-removed","name":"x"}\n');
  };
  const lines = (await readFile(indexFile(), 'utf8')).split('\n').length;
  await expect(server.restart(damage)).rejects.toThrow(`index.jsonl, line ${lines} is damaged`);
});

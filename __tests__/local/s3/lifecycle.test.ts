import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { LifecycleRule } from '../../../local/s3/lifecycle/lifecycle-rule';
import { PLAIN, s3Endpoint, VERSIONED } from './s3-under-test';

const DAY_MS = 24 * 60 * 60 * 1000;
const server = s3Endpoint({ fresh: true });

/** Applies the rules as of so many days after now. @returns what they removed, as `event key` */
async function runLifecycle(days: number): Promise<string[]> {
  const expired = await server.runLifecycle(Date.now() + days * DAY_MS);
  return expired.map(({ event, key }) => `${event} ${key}`);
}

const put = (Bucket: string, Key: string) =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a photo' }));
const remove = (Bucket: string, Key: string) => server.s3.send(new DeleteObjectCommand({ Bucket, Key }));

/** What the bucket has: an object is `v`, a delete marker `d`, the current one in capitals. */
async function kept(Bucket: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await server.s3.send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  return [
    ...Versions.map(({ Key, IsLatest }) => `${IsLatest ? 'V' : 'v'} ${Key}`),
    ...DeleteMarkers.map(({ Key, IsLatest }) => `${IsLatest ? 'D' : 'd'} ${Key}`),
  ].sort();
}

const rule = (terms: Partial<LifecycleRule>): LifecycleRule => ({ id: 'rule', prefix: '', ...terms });

it('a version that is not current goes after its days, counted from its replacement', async () => {
  await server.setRules(VERSIONED, [rule({ noncurrentDays: 30 })]);
  await put(VERSIONED, 'a.jpg');
  server.clockShift = 20 * DAY_MS;
  await put(VERSIONED, 'a.jpg');
  expect(await runLifecycle(49)).toEqual([]);
  expect(await runLifecycle(51)).toEqual(['LifecycleExpiration:Delete a.jpg']);
  expect(await kept(VERSIONED)).toEqual(['V a.jpg']);
});

it('the removal of a version is reported with its id, and not as a request of a client', async () => {
  await server.setRules(VERSIONED, [rule({ noncurrentDays: 1 })]);
  const { VersionId } = await put(VERSIONED, 'a.jpg');
  await put(VERSIONED, 'a.jpg');
  await runLifecycle(3);
  expect(server.events.at(-1)).toMatchObject({
    eventName: 'LifecycleExpiration:Delete',
    key: 'a.jpg',
    versionId: VersionId,
    sourceIp: 's3.amazonaws.com',
  });
  const sequencers = server.events.map(({ sequencer }) => sequencer);
  expect(sequencers).toEqual([...sequencers].sort());
});

it('a current object is hidden by a delete marker where there are versions, and removed where there are none', async () => {
  for (const bucket of [VERSIONED, PLAIN]) {
    await server.setRules(bucket, [rule({ expirationDays: 365 })]);
    await put(bucket, 'a.jpg');
  }
  expect(await runLifecycle(364)).toEqual([]);
  expect(await runLifecycle(366)).toEqual([
    'LifecycleExpiration:DeleteMarkerCreated a.jpg',
    'LifecycleExpiration:Delete a.jpg',
  ]);
  expect(await kept(VERSIONED)).toEqual(['D a.jpg', 'v a.jpg']);
  expect(await kept(PLAIN)).toEqual([]);
});

it('a current object of a suspended bucket is replaced by a delete marker', async () => {
  await server.setRules(VERSIONED, [rule({ expirationDays: 1 })]);
  const suspended = { VersioningConfiguration: { Status: 'Suspended' as const } };
  await server.s3.send(new PutBucketVersioningCommand({ Bucket: VERSIONED, ...suspended }));
  await put(VERSIONED, 'a.jpg');
  expect(await runLifecycle(3)).toEqual(['LifecycleExpiration:DeleteMarkerCreated a.jpg']);
  expect(await kept(VERSIONED)).toEqual(['D a.jpg']);
});

it('a delete marker goes with the last version below it, and stays while there is one', async () => {
  await server.setRules(VERSIONED, [rule({ noncurrentDays: 30, expiredMarkers: true })]);
  await put(VERSIONED, 'a.jpg');
  await remove(VERSIONED, 'a.jpg');
  expect(await runLifecycle(29)).toEqual([]);
  expect(await runLifecycle(32)).toEqual([
    'LifecycleExpiration:Delete a.jpg',
    'LifecycleExpiration:Delete a.jpg',
  ]);
  expect(await kept(VERSIONED)).toEqual([]);
});

it('a rule applies to its prefix alone', async () => {
  await server.setRules(PLAIN, [rule({ prefix: 'previews/', expirationDays: 1 })]);
  await put(PLAIN, 'previews/a.webp');
  await put(PLAIN, 'others/a.webp');
  expect(await runLifecycle(3)).toEqual(['LifecycleExpiration:Delete previews/a.webp']);
  expect(await kept(PLAIN)).toEqual(['V others/a.webp']);
});

it('an upload in parts that was never completed is aborted, without an event', async () => {
  await server.setRules(PLAIN, [rule({ abandonedUploadDays: 7 })]);
  await server.s3.send(new CreateMultipartUploadCommand({ Bucket: PLAIN, Key: 'a.jpg' }));
  const uploads = async () =>
    (await server.s3.send(new ListMultipartUploadsCommand({ Bucket: PLAIN }))).Uploads ?? [];
  expect(await runLifecycle(6)).toEqual([]);
  expect(await uploads()).toHaveLength(1);
  expect(await runLifecycle(9)).toEqual(['undefined a.jpg']);
  expect(await uploads()).toEqual([]);
  expect(server.events).toEqual([]);
});

it('expired objects remain expired after a restart', async () => {
  await server.setRules(VERSIONED, [rule({ expirationDays: 1 })]);
  await put(VERSIONED, 'a.jpg');
  await runLifecycle(3);
  await server.restart();
  expect(await kept(VERSIONED)).toEqual(['D a.jpg', 'v a.jpg']);
});

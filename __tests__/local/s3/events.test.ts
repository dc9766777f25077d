import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { compareSequencers } from '../../../lambda/domain/versions/sequencer';
import { PLAIN, refusal, s3Endpoint, VERSIONED } from './s3-under-test';

const server = s3Endpoint({ fresh: true });

const put = (Bucket: string, Key: string, Body = 'x') =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const names = () => server.events.map(({ eventName }) => eventName);

it('reports a new object with everything that a notification needs', async () => {
  const before = Date.now();
  const { VersionId, ETag } = await put(VERSIONED, 'uploads/ü +.jpg', 'photo');
  expect(server.events).toEqual([
    {
      eventName: 'ObjectCreated:Put',
      bucket: VERSIONED,
      key: 'uploads/ü +.jpg',
      size: 5,
      eTag: ETag?.replaceAll('"', ''),
      versionId: VersionId,
      sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      eventTime: expect.any(Number),
      requestId: expect.stringMatching(/^[0-9A-F]{16}$/),
      sourceIp: expect.stringContaining('127.0.0.1'),
    },
  ]);
  const [event] = server.events;
  expect(event?.eventTime).toBeGreaterThanOrEqual(before);
  expect(event?.eventTime).toBeLessThanOrEqual(Date.now());
});

it('reports a copy as a copy', async () => {
  await put(PLAIN, 'a');
  await server.s3.send(new CopyObjectCommand({ Bucket: VERSIONED, Key: 'b', CopySource: `${PLAIN}/a` }));
  expect(names()).toEqual(['ObjectCreated:Put', 'ObjectCreated:Copy']);
});

it('reports a delete marker, then the permanent removal of each version', async () => {
  const { VersionId: version } = await put(VERSIONED, 'k');
  const { VersionId: marker } = await server.s3.send(
    new DeleteObjectCommand({ Bucket: VERSIONED, Key: 'k' }),
  );
  for (const VersionId of [marker, version]) {
    await server.s3.send(new DeleteObjectCommand({ Bucket: VERSIONED, Key: 'k', VersionId }));
  }
  expect(server.events.slice(1)).toMatchObject([
    { eventName: 'ObjectRemoved:DeleteMarkerCreated', versionId: marker },
    { eventName: 'ObjectRemoved:Delete', versionId: marker },
    { eventName: 'ObjectRemoved:Delete', versionId: version },
  ]);
});

it('says nothing of deleting what is not there', async () => {
  await server.s3.send(new DeleteObjectCommand({ Bucket: PLAIN, Key: 'never' }));
  await server.s3.send(new DeleteObjectCommand({ Bucket: VERSIONED, Key: 'never', VersionId: 'unheard-of' }));
  expect(server.events).toEqual([]);
});

it('says nothing of what was refused', async () => {
  await put(PLAIN, 'k');
  await refusal(
    server.s3.send(new PutObjectCommand({ Bucket: PLAIN, Key: 'k', Body: 'y', IfNoneMatch: '*' })),
  );
  await refusal(
    server.s3.send(new PutObjectCommand({ Bucket: PLAIN, Key: 'k', Body: 'y', ChecksumCRC32: 'AAAAAA==' })),
  );
  expect(names()).toEqual(['ObjectCreated:Put']);
});

it('reports the objects of one delete request in its order', async () => {
  for (const Key of ['c', 'a', 'b']) await put(PLAIN, Key);
  const Objects = [{ Key: 'b' }, { Key: 'never' }, { Key: 'c' }, { Key: 'a' }];
  await server.s3.send(new DeleteObjectsCommand({ Bucket: PLAIN, Delete: { Objects } }));
  expect(server.events.slice(3)).toMatchObject(
    ['b', 'c', 'a'].map((key) => ({ eventName: 'ObjectRemoved:Delete', key })),
  );
});

it('orders the events of racing writers as their last state, even when the clock steps back or restarts', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => put(VERSIONED, 'k', `body ${index}`)));
  server.clockShift = -3_600_000;
  await put(VERSIONED, 'k', 'an hour ago');
  await server.restart();
  await put(VERSIONED, 'k', 'the last');

  const sequencers = server.events.map(({ sequencer }) => sequencer);
  expect(sequencers).toHaveLength(22);
  expect(sequencers.toSorted(compareSequencers)).toEqual(sequencers);
  expect(new Set(sequencers).size).toBe(22);
  const current = await server.s3.send(new GetObjectCommand({ Bucket: VERSIONED, Key: 'k' }));
  expect(await current.Body?.transformToString()).toBe('the last');
  expect(current.VersionId).toBe(server.events.at(-1)?.versionId);
});

it('keeps the order of a key whose versions are all gone', async () => {
  const { VersionId } = await put(VERSIONED, 'k');
  await server.s3.send(new DeleteObjectCommand({ Bucket: VERSIONED, Key: 'k', VersionId }));
  server.clockShift = -3_600_000;
  // The first restart forgets the history; the second has to know the order without it.
  for (const _time of [1, 2]) await server.restart();
  await put(VERSIONED, 'k');
  const sequencers = server.events.map(({ sequencer }) => sequencer);
  expect(sequencers).toHaveLength(3);
  expect(sequencers.toSorted(compareSequencers)).toEqual(sequencers);
});

import { imageIdOf } from '../../../lambda/domain/image-record';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const call = (query?: Record<string, string>) => ({
  route: 'GET /images/{image_id}',
  path: { image_id: imageIdOf(SOURCE_BUCKET, KEY) },
  ...(query && { query }),
});

/** Two versions, whose events come in the wrong order. */
async function apiWithTwoVersions() {
  const api = inMemoryApi();
  const photo = await jpegPhoto({ width: 80, height: 60 });
  const older = uploadEvent(api.store.put(SOURCE_BUCKET, KEY, photo));
  const newer = uploadEvent(api.store.put(SOURCE_BUCKET, KEY, Buffer.from('not a photo')));
  for (const event of [newer, older]) {
    await processUpload(event, attemptBy(`message-${event.versionId}`), api.dependencies);
  }
  return { ...api, older, newer };
}

it('returns the version of the newest event, in any order of arrival', async () => {
  const { call: send, newer } = await apiWithTwoVersions();
  const { body } = await send(call());
  expect(body).toMatchObject({ version_id: newer.versionId, status: 'FAILED' });
  expect(body).not.toHaveProperty('history');
});

it('returns all versions on request, newest first, each with its own previews', async () => {
  const { call: send, newer, older } = await apiWithTwoVersions();
  const { body } = await send(call({ history: 'true' }));
  expect(body.version_id).toBe(newer.versionId);
  expect(body.history).toMatchObject([
    { version_id: newer.versionId, status: 'FAILED' },
    { version_id: older.versionId, status: 'COMPLETED', previews: [{}, {}, {}], srcset: expect.any(String) },
  ]);
});

it('returns a deleted image as DELETED, without previews', async () => {
  const { call: send, dependencies, store } = await apiWithTwoVersions();
  store.markDeleted(SOURCE_BUCKET, KEY);
  await deleteImage(uploadEvent({ kind: 'delete-marker-created', key: KEY }), dependencies);
  const { status, body } = await send(call({ history: 'true' }));
  expect([status, body.status]).toEqual([200, 'DELETED']);
  expect(JSON.stringify(body)).not.toContain('previews');
});

it('pages through the versions, each once, at the same cost a page', async () => {
  const { call: send, catalog, newer, older } = await apiWithTwoVersions();
  const first = await send(call({ history: 'true', limit: '1' }));
  expect(first.body.history).toMatchObject([{ version_id: newer.versionId }]);
  const second = await send(call({ history: 'true', limit: '1', cursor: first.body.next_cursor }));
  expect(second.body.history).toMatchObject([{ version_id: older.versionId }]);
  expect(second.body).not.toHaveProperty('next_cursor');
  const page = jest.spyOn(catalog, 'page');
  await send(call({ history: 'true', limit: '1' }));
  expect(page.mock.calls.map(([, limit]) => limit)).toEqual([expect.any(Number), 2]);
});

it.each(['nonsense', Buffer.from('["0123",1]').toString('base64url')])(
  'refuses the cursor %s, which is not of this image',
  async (cursor) => {
    const { call: send } = await apiWithTwoVersions();
    const { status, body } = await send(call({ history: 'true', cursor }));
    expect([status, body.error]).toEqual([400, 'INVALID_REQUEST']);
  },
);

describe('an image whose previews have expired', () => {
  /** Its record says that it has three previews, of which S3 has removed two. */
  async function apiWithExpired() {
    const api = inMemoryApi();
    const event = uploadEvent(
      api.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 1000, height: 800 })),
    );
    await processUpload(event, attemptBy('message'), api.dependencies);
    const [first, second] = [...api.store.previews.keys()].sort();
    await api.store.removePreviews([first ?? '', second ?? '']);
    return api;
  }

  it('is returned with the previews that are stored, and says so', async () => {
    const { call: send, store } = await apiWithExpired();
    const { body } = await send(call());
    expect(body).toMatchObject({ status: 'COMPLETED', previews_expired: true });
    expect(body.previews.map(({ key }: { key: string }) => key)).toEqual([...store.previews.keys()]);
    expect(body.srcset.split(',')).toHaveLength(1);
  });

  it('has its previews again after POST /process', async () => {
    const { call: send, store } = await apiWithExpired();
    const made = await send({ route: 'POST /process', body: { image_key: KEY } });
    expect(made.body.previews).toHaveLength(3);
    expect(store.previews.size).toBe(3);
    const { body } = await send(call());
    expect(body.previews).toHaveLength(3);
    expect(body).not.toHaveProperty('previews_expired');
  });
});

describe('waiting', () => {
  it('returns a finished image at once', async () => {
    const { call: send, clock } = await apiWithTwoVersions();
    const before = clock.time;
    expect(await send(call({ wait: '20' }))).toMatchObject({ status: 200, body: { status: 'FAILED' } });
    expect(clock.time).toBe(before);
  });

  it('is over after the seconds given, also for an image that never comes', async () => {
    const { call: send, clock } = inMemoryApi();
    const before = clock.time;
    expect(await send(call({ wait: '20' }))).toMatchObject({
      status: 404,
      body: { error: 'IMAGE_NOT_FOUND' },
    });
    expect(clock.time - before).toBe(20_000);
  });

  it.each(['21', '-1', '1.5', 'true', ''])('refuses %p seconds', async (wait) => {
    const { status, body } = await inMemoryApi().call(call({ wait }));
    expect([status, body.error]).toEqual([400, 'INVALID_REQUEST']);
  });
});

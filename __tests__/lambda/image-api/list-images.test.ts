import type { ImageRecord } from '../../../lambda/domain/image-record';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, NOON, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

/** Deletions are rows that need no rendering: five of alice's, one of bob's. */
async function apiWithSixRows() {
  const api = inMemoryApi();
  for (const [index, userId] of ['alice', 'alice', 'bob', 'alice', 'alice', 'alice'].entries()) {
    const record: ImageRecord = {
      imageId: String(index).padStart(32, 'a'),
      timestamp: NOON + index,
      processingStatus: 'DELETED',
      bucket: SOURCE_BUCKET,
      key: `uploads/${userId}/${index}.jpg`,
      userId,
      uploadDate: '2026-06-21',
    };
    await api.catalog.putDeleted(record);
  }
  const list = (query: Record<string, string>) => api.call({ route: 'GET /images', query });
  return { ...api, list };
}

/** Newest first. */
const keysOfAlice = [5, 4, 3, 1, 0].map((index) => `uploads/alice/${index}.jpg`);

const keysOf = (body: { images: { key: string }[] }) => body.images.map(({ key }) => key);

it.each([
  [{ status: 'DELETED' }, 6],
  [{ status: 'COMPLETED' }, 0],
  [{ user_id: 'alice' }, 5],
  [{ user_id: 'nobody' }, 0],
  [{ date: '2026-06-21' }, 6],
  [{ date: '2026-06-22' }, 0],
])('lists the versions that match one filter: %j', async (query, count) => {
  const { list } = await apiWithSixRows();
  const { status, body } = await list(query);
  expect([status, body.images.length, body.next_cursor]).toEqual([200, count, undefined]);
});

it.each([
  [{}, 0],
  [{ status: 'DELETED', user_id: 'alice' }, 2],
  [{ status: 'DELETED', user_id: 'alice', date: '2026-06-21' }, 3],
])('requires exactly one filter: %j', async (query, count) => {
  const { list } = await apiWithSixRows();
  expect(await list(query as Record<string, string>)).toMatchObject({
    status: 400,
    body: { message: `Exactly one of status, user_id, date must be given, but ${count} are.` },
  });
});

it.each([
  [{ name: '3.JPG' }, ['uploads/alice/3.jpg']],
  [{ name: '.jpg', user_id: 'bob' }, ['uploads/bob/2.jpg']],
  [{ name: 'bob', status: 'DELETED' }, []],
])('finds versions by name, alone or with one filter, and says how many it read: %j', async (query, keys) => {
  const { list } = await apiWithSixRows();
  const { status, body } = await list(query as Record<string, string>);
  expect([status, keysOf(body), body.next_cursor]).toEqual([200, keys, undefined]);
  expect(body.rows_read).toBe('user_id' in query ? 1 : 6);
});

it('accepts at most one filter beside a name', async () => {
  const { list } = await apiWithSixRows();
  expect(await list({ name: 'a', user_id: 'bob', status: 'DELETED' })).toMatchObject({
    status: 400,
    body: { message: 'With name, at most one of status, user_id, date must be given, but 2 are.' },
  });
});

it('pages through all versions, newest first, without gaps or repeats', async () => {
  const { list } = await apiWithSixRows();
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await list({ user_id: 'alice', limit: '2', ...(cursor && { cursor }) });
    keys.push(...keysOf(body));
    cursor = body.next_cursor;
  } while (cursor);
  expect(keys).toEqual(keysOfAlice);
});

describe('a cursor', () => {
  it('is rejected when it belongs to another filter', async () => {
    const { list } = await apiWithSixRows();
    const { body } = await list({ user_id: 'alice', limit: '1' });
    expect(await list({ user_id: 'bob', cursor: body.next_cursor })).toMatchObject({
      status: 400,
      body: { error: 'INVALID_REQUEST', message: expect.stringContaining('another filter') },
    });
  });

  it('reads only its own listing when it is forged', async () => {
    const { list, catalog } = await apiWithSixRows();
    const { body } = await list({ user_id: 'bob', limit: '1' });
    expect(body.next_cursor).toBeUndefined();
    const read = jest.spyOn(catalog, 'list');
    const [listing] = JSON.parse(await cursorOfAlice(list));
    const forged = Buffer.from(JSON.stringify([listing, 'f'.repeat(32), NOON + 99])).toString('base64url');
    const response = await list({ user_id: 'alice', cursor: forged });
    expect(response.status).toBe(200);
    expect(keysOf(response.body)).toEqual(keysOfAlice);
    expect(read).toHaveBeenLastCalledWith({ by: 'user', userId: 'alice' }, 25, {
      imageId: 'f'.repeat(32),
      timestamp: NOON + 99,
      userId: 'alice',
    });
  });
});

type List = Awaited<ReturnType<typeof apiWithSixRows>>['list'];

async function cursorOfAlice(list: List): Promise<string> {
  const { body } = await list({ user_id: 'alice', limit: '1' });
  return Buffer.from(body.next_cursor, 'base64url').toString('utf8');
}

it('leaves out previews that expire while their URLs are valid, without asking S3 about each', async () => {
  const DAY = 24 * 60 * 60_000;
  const api = inMemoryApi({ previewLifeMs: 7 * DAY });
  const list = jest.spyOn(api.store, 'listPreviews');
  const event = uploadEvent(api.store.put(SOURCE_BUCKET, 'uploads/a.jpg', await jpegPhoto()));
  await processUpload(event, attemptBy('message'), api.dependencies);
  list.mockClear();
  const images = async () =>
    (await api.call({ route: 'GET /images', query: { status: 'COMPLETED' } })).body.images;
  api.clock.time = NOON + 7 * DAY - 2 * 60 * 60_000;
  expect(await images()).toMatchObject([{ previews: [{}, {}, {}] }]);
  api.clock.time = NOON + 7 * DAY - 60_000;
  expect(await images()).toMatchObject([{ status: 'COMPLETED', previews: [], previews_expired: true }]);
  expect(list).not.toHaveBeenCalled();
});

import { imageIdOf } from '../../../lambda/domain/image-record';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import { StillProcessingError } from '../../../lambda/domain/uploads/remote-processing';
import { inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { preset, recipe } from '../../support/rendering';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const call = { route: 'POST /process', body: { image_key: KEY } };

async function apiWithPhoto() {
  const api = inMemoryApi();
  const photo = await jpegPhoto({ width: 600, height: 400 });
  const ref = api.store.put(SOURCE_BUCKET, KEY, photo, { lastModified: NOON - 60_000 });
  return { ...api, ref };
}

it('returns the record and the previews of the photo', async () => {
  const { call: send, ref } = await apiWithPhoto();
  const { status, body } = await send(call);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    image_id: imageIdOf(SOURCE_BUCKET, KEY),
    status: 'COMPLETED',
    key: KEY,
    version_id: ref.versionId,
    user_id: 'alice',
    timestamp: NOON - 60_000,
    width: 600,
    height: 400,
    previews: [
      { name: '150x150', width: 150, height: 100 },
      { name: '300x300', width: 300, height: 200 },
      { name: '800x800', width: 600, height: 400 },
    ],
  });
});

it('makes the crops again around the point of the request', async () => {
  const tile = preset({ name: 'tile', width: 100, height: 100, fit: 'cover', position: 'focus' });
  const api = inMemoryApi({ recipes: bookOfOne(recipe({ presets: [tile] })) });
  api.store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 600, height: 400 }));
  expect((await api.call(call)).body.focus).toMatchObject({ from: 'attention' });
  const { status, body } = await api.call({ ...call, body: { image_key: KEY, focus: '0.25,1' } });
  expect(status).toBe(200);
  expect(body.focus).toEqual({ x: 0.25, y: 1, from: 'request' });
  expect(body.sources).toMatchObject([{ format: 'webp', files: [{ name: 'tile' }] }]);
});

it.each(['left', '0.5', '1.2,0', '0.1,0.2,0.3', ''])('refuses %j as a focal point', async (focus) => {
  const { call: send } = await apiWithPhoto();
  const { status, body } = await send({ ...call, body: { image_key: KEY, focus } });
  expect(status).toBe(400);
  expect(body.message).toContain('focus must be two fractions from 0 to 1, such as 0.4,0.3, but is');
});

it('is refused with 503 while the brake is on, and nothing is rendered', async () => {
  let note: { since: string; reason: string } | undefined = { since: '2026-06-21T12:00:00Z', reason: 'r' };
  const api = inMemoryApi({ brake: { read: async () => note } });
  api.store.put(SOURCE_BUCKET, KEY, await jpegPhoto());
  const { status, body } = await api.call(call);
  expect(status).toBe(503);
  expect(body).toMatchObject({ error: 'SERVICE_UNAVAILABLE' });
  expect(body.message).toContain('Processing has been stopped since 2026-06-21T12:00:00Z');
  expect(api.store.previews.size).toBe(0);
  note = undefined;
  expect((await api.call(call)).status).toBe(200);
});

it('stores, records, publishes and counts like the queue', async () => {
  const { call: send, store, catalog, publisher, counted } = await apiWithPhoto();
  await send(call);
  expect(store.previews.size).toBe(3);
  expect(await catalog.history(imageIdOf(SOURCE_BUCKET, KEY))).toMatchObject([
    { processingStatus: 'COMPLETED', attempts: 1 },
  ]);
  expect(publisher.types).toEqual(['Image Processing Completed']);
  expect(counted).toContain('ProcessedImages');
});

it('does not render a finished photo again', async () => {
  const { call: send, store, counted } = await apiWithPhoto();
  const first = await send(call);
  const storePreview = jest.spyOn(store, 'storePreview');
  expect(await send(call)).toEqual(first);
  expect(storePreview).not.toHaveBeenCalled();
  expect(counted.filter((name) => name !== 'ProcessingTime' && !name.endsWith('Bytes'))).toEqual([
    'ProcessedImages',
    'DuplicateEvents',
  ]);
});

it('claims the version under the request id, until the processor times out', async () => {
  const { call: send, catalog } = await apiWithPhoto();
  const claim = jest.spyOn(catalog, 'claim');
  await send(call);
  expect(claim).toHaveBeenCalledWith(
    expect.objectContaining({ key: KEY }),
    { holder: 'api:request-1', until: NOON + 60_000 },
    expect.objectContaining({ now: NOON }),
  );
});

it('returns why a photo was rejected, and tries again when it is repeated', async () => {
  const api = inMemoryApi();
  api.store.put(SOURCE_BUCKET, KEY, Buffer.from('GIF89a, but nothing else'));
  for (const _ of [1, 2]) {
    const { status, body } = await api.call(call);
    expect(status).toBe(422);
    expect(body).toEqual({
      error: 'CORRUPT_IMAGE',
      message: expect.any(String),
      request_id: 'request-1',
    });
  }
  expect(api.counted.filter((name) => name === 'ProcessingErrors')).toHaveLength(2);
});

it('returns 404 when the photo is deleted while it is processed', async () => {
  const { call: send, catalog, store } = await apiWithPhoto();
  const stored = store.storePreview.bind(store);
  jest.spyOn(store, 'storePreview').mockImplementation(async (...preview) => {
    const [row] = await catalog.history(imageIdOf(SOURCE_BUCKET, KEY));
    if (row) await catalog.markDeleted(row, 'then');
    return stored(...preview);
  });
  expect(await send(call)).toMatchObject({ status: 404, body: { error: 'SOURCE_NOT_FOUND' } });
  expect(store.previews.size).toBe(0);
});

it('returns 504 when the photo takes longer than the request can wait', async () => {
  const { call: send, processor } = await apiWithPhoto();
  const message = `${KEY} takes longer than this request can wait. Processing continues.`;
  jest.spyOn(processor, 'process').mockRejectedValue(new StillProcessingError(message));
  expect(await send(call)).toMatchObject({ status: 504, body: { error: 'TIMED_OUT', message } });
});

it('waits for the photo until the deadline of its own invocation', async () => {
  const { call: send, processor } = await apiWithPhoto();
  const process = jest.spyOn(processor, 'process');
  await send(call);
  expect(process).toHaveBeenCalledWith({ key: KEY, requestId: 'request-1' }, NOON + 29_000);
});

it('returns 404 with the key when there is no such object', async () => {
  expect(await inMemoryApi().call(call)).toMatchObject({
    status: 404,
    body: {
      error: 'SOURCE_NOT_FOUND',
      message: `There is no object ${KEY}. Check the key, and that the upload is complete.`,
    },
  });
});

import { imageIdOf } from '../../../lambda/domain/image-record';
import { inMemoryApi } from '../../support/api';
import { jpegPhoto } from '../../support/photos';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const KEY = 'uploads/alice/harbour.jpg';
const IMAGE_ID = imageIdOf(SOURCE_BUCKET, KEY);
const path = { image_id: IMAGE_ID };

it('removes everything of the image, and returns 404 when it is repeated', async () => {
  const { call, store, catalog } = inMemoryApi();
  store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 40, height: 30 }), { lastModified: NOON });
  await call({ route: 'POST /process', body: { image_key: KEY } });

  expect(await call({ route: 'DELETE /images/{image_id}', path })).toEqual({
    status: 204,
    headers: { 'cache-control': 'no-store' },
    body: undefined,
  });

  await expect(store.headOriginal({ bucket: SOURCE_BUCKET, key: KEY })).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
  });
  expect(store.previews.size).toBe(0);
  expect(await catalog.history(IMAGE_ID)).toEqual([]);
  expect(await call({ route: 'GET /images/{image_id}', path })).toMatchObject({ status: 404 });
  expect(await call({ route: 'DELETE /images/{image_id}', path })).toMatchObject({
    status: 404,
    body: { error: 'IMAGE_NOT_FOUND', message: `No image has the id ${IMAGE_ID}.` },
  });
});

it('finds the original of an image whose records have expired, and leaves nothing of it', async () => {
  const { call, store, catalog } = inMemoryApi();
  store.put(SOURCE_BUCKET, 'uploads/alice/other.jpg', Buffer.from('another image'));
  store.put(SOURCE_BUCKET, KEY, await jpegPhoto({ width: 40, height: 30 }), { lastModified: NOON });
  await call({ route: 'POST /process', body: { image_key: KEY } });
  catalog.rows.clear();
  expect((await call({ route: 'DELETE /images/{image_id}', path })).status).toBe(204);
  expect(store.versionsOf(SOURCE_BUCKET, KEY)).toEqual([]);
  expect(store.previews.size).toBe(0);
  expect(store.versionsOf(SOURCE_BUCKET, 'uploads/alice/other.jpg')).toHaveLength(1);
});

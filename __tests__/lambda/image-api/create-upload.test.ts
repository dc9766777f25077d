import { imageIdOf } from '../../../lambda/domain/image-record';
import { inMemoryApi } from '../../support/api';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const upload = { file_name: 'harbour.jpg', content_type: 'image/jpeg', size: 4096, user_id: 'alice' };
const call = (overrides = {}) => ({ route: 'POST /uploads', body: { ...upload, ...overrides } });

it('returns the URL and the headers of the upload, and the id of the image', async () => {
  const key = 'uploads/alice/id-1-harbour.jpg';
  expect(await inMemoryApi().call(call())).toMatchObject({
    status: 201,
    body: {
      url: `https://source.example/${encodeURIComponent(key)}?expires=900`,
      headers: { 'content-type': 'image/jpeg', 'content-length': '4096' },
      key,
      image_id: imageIdOf(SOURCE_BUCKET, key),
      expires_at: new Date(NOON + 15 * 60_000).toISOString(),
    },
  });
});

it('accepts a photo of the maximum size, and rejects one byte more', async () => {
  const { call: send, signer } = inMemoryApi();
  expect(await send(call({ size: 10_485_760 }))).toMatchObject({ status: 201 });
  expect(await send(call({ size: 10_485_761 }))).toMatchObject({
    status: 413,
    body: {
      error: 'IMAGE_TOO_LARGE',
      message:
        'size is 10485761 bytes, but at most 10485760 are taken. Upload a smaller version of the photo.',
    },
  });
  expect(signer.keys).toHaveLength(1);
});

it('gives each upload its own key', async () => {
  const { call: send, signer } = inMemoryApi();
  await send(call());
  await send(call());
  expect(new Set(signer.keys).size).toBe(2);
});

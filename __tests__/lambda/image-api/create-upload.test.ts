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
      image_url: `https://api.example/v1/images/${imageIdOf(SOURCE_BUCKET, key)}?wait=20`,
      usual_seconds: expect.any(Number),
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

it.each(['image/jpg', 'IMAGE/JPEG', 'image/jpeg; charset=binary', ' image/pjpeg '])(
  'accepts the content type %p, and signs image/jpeg',
  async (contentType) => {
    const { status, body } = await inMemoryApi().call(call({ content_type: contentType }));
    expect([status, body.headers['content-type']]).toEqual([201, 'image/jpeg']);
  },
);

it.each(['image/heic', 'image/heif', 'IMAGE/HEIC'])(
  'accepts the photos of phones: %s',
  async (contentType) => {
    const { body } = await inMemoryApi().call(call({ file_name: 'IMG_1.HEIC', content_type: contentType }));
    expect(body).toMatchObject({
      key: 'uploads/alice/id-1-IMG_1.HEIC',
      headers: { 'content-type': contentType.toLowerCase() },
    });
  },
);

it.each([
  ['auth0|5f7c', 'auth0=7C5f7c'],
  ['google-oauth2|10769150350006150715113082367', 'google-oauth2=7C10769150350006150715113082367'],
  ['a+b@example.com', 'a=2Bb@example.com'],
  ['山田太郎', '=E5=B1=B1=E7=94=B0=E5=A4=AA=E9=83=8E'],
  ['../bob', '=2E.=2Fbob'],
])('accepts the owner %s, with the folder %s', async (userId, folder) => {
  const { status, body } = await inMemoryApi().call(call({ user_id: userId }));
  expect([status, body.key]).toEqual([201, `uploads/${folder}/id-1-harbour.jpg`]);
});

it.each([
  [{ size: '12' }, 'size must be a whole number of bytes, but is "12".'],
  [
    { content_type: 'image/bmp' },
    'content_type must be one of image/jpeg, image/png, image/webp, image/avif, image/gif, image/tiff, image/heic, image/heif, but is "image/bmp".',
  ],
])('names the field and the fix: %j', async (overrides, message) => {
  expect(await inMemoryApi().call(call(overrides))).toMatchObject({ status: 400, body: { message } });
});

it('signs a focal point, and refuses what is none', async () => {
  expect(await inMemoryApi().call(call({ focus: '0.4,0.3' }))).toMatchObject({ status: 201 });
  const { status, body } = await inMemoryApi().call(call({ focus: '40%,30%' }));
  expect(status).toBe(400);
  expect(body.message).toContain('focus must be two fractions from 0 to 1, such as 0.4,0.3');
});

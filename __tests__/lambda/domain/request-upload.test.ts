import fc from 'fast-check';
import type { SignableUpload } from '../../../lambda/domain/signed-urls';
import {
  requestUpload,
  safeFileName,
  UploadTooLargeError,
} from '../../../lambda/domain/uploads/request-upload';
import { NOON, SOURCE_BUCKET } from '../../support/uploads';

const wish = { fileName: 'harbour.jpg', contentType: 'image/jpeg', size: 4096 } as const;

function dependencies() {
  const signed: [SignableUpload, number][] = [];
  const signUpload = async (upload: SignableUpload, seconds: number) => {
    signed.push([upload, seconds]);
    return { url: 'https://source.example/', headers: {} };
  };
  return {
    signed,
    signer: { signUpload },
    sourceBucket: SOURCE_BUCKET,
    maxBytes: 4096,
    now: () => NOON,
    newId: () => 'id',
  };
}

it('signs the focal point, which the previews are cropped around', async () => {
  const { signed, ...rest } = dependencies();
  await requestUpload({ ...wish, focus: { x: 0.4, y: 0.3 } }, rest);
  expect(signed[0]?.[0].metadata).toEqual({ focus: '0.4,0.3' });
});

it('signs the type, the size and the owner, for a quarter of an hour', async () => {
  const { signed, ...rest } = dependencies();
  await requestUpload({ ...wish, userId: 'alice' }, rest);
  expect(signed).toEqual([
    [
      {
        bucket: SOURCE_BUCKET,
        key: 'uploads/alice/id-harbour.jpg',
        contentType: 'image/jpeg',
        size: 4096,
        metadata: { 'user-id': 'alice' },
      },
      900,
    ],
  ]);
});

it('signs an owner and a file name that no key can have, beside a key that is safe', async () => {
  const { signed, ...rest } = dependencies();
  await requestUpload({ ...wish, fileName: '写真.jpg', userId: 'auth0|5f7c' }, rest);
  expect(signed[0]?.[0]).toMatchObject({
    key: 'uploads/auth0=7C5f7c/id-photo.jpg',
    metadata: { 'user-id': 'auth0|5f7c', 'file-name': '写真.jpg' },
  });
});

it('puts a photo without an owner directly under uploads/', async () => {
  const { signed, ...rest } = dependencies();
  await requestUpload(wish, rest);
  expect(signed[0]?.[0]).toMatchObject({ key: 'uploads/id-harbour.jpg', metadata: {} });
});

it('signs nothing for a photo that is too large', async () => {
  const { signed, ...rest } = dependencies();
  await expect(requestUpload({ ...wish, size: 4097 }, rest)).rejects.toThrow(UploadTooLargeError);
  expect(signed).toEqual([]);
});

describe('a file name in a key', () => {
  it.each([
    ['IMG_0001.JPG', 'IMG_0001.JPG'],
    ['Sommer in Köln (2).jpeg', 'Sommer-in-Koln-2-.jpeg'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\photos\\a.png', 'C-photos-a.png'],
    ['.hidden', 'hidden'],
    ['写真.jpg', 'photo.jpg'],
    ['фото отпуска.HEIC', 'photo.HEIC'],
    ['صورة (1).png', '1-.png'],
    ['사진．ｗｅｂｐ', 'photo.webp'],
    ['写真', 'photo'],
    ['🏖', 'photo'],
    [`${'a'.repeat(200)}.webp`, `${'a'.repeat(95)}.webp`],
  ])('%p becomes %p', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('is safe whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 255 }), (name) => {
        expect(safeFileName(name)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/);
      }),
    );
  });
});

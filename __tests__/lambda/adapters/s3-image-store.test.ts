import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { S3ImageStore } from '../../../lambda/adapters/s3-image-store';
import { ServiceError } from '../../../lambda/domain/errors';
import type { RenderedPreview } from '../../../lambda/domain/ports';
import { openS3Place, type S3Place } from '../../support/s3-server';

const MIB = 1024 * 1024;

const anySize = () => undefined;

const preview = (bytes = 'a preview'): RenderedPreview => ({
  name: '150x150',
  width: 150,
  height: 100,
  format: 'webp',
  contentType: 'image/webp',
  bytes: Buffer.from(bytes),
});

describe('the store in S3', () => {
  let s3: S3Place;
  let source: string;
  let processed: string;
  let store: S3ImageStore;

  const put = async (Key: string, body: string, more: Partial<PutObjectCommandInput> = {}) => {
    const input = { Bucket: source, Key, Body: body, ContentLength: Buffer.byteLength(body), ...more };
    const { VersionId: versionId = '', ETag = '' } = await s3.client.send(new PutObjectCommand(input));
    return { bucket: source, key: Key, versionId, eTag: ETag.replaceAll('"', '') };
  };

  beforeAll(async () => {
    s3 = await openS3Place();
    source = await s3.makeBucket('photo-uploads', { versioned: true });
    processed = await s3.makeBucket('photo-processed', { versioned: false });
    store = new S3ImageStore(s3.client, processed);
  });
  afterAll(() => s3.close());

  describe('reading an original', () => {
    it('gives its bytes, ETag and user metadata', async () => {
      const ref = await put('uploads/a.jpg', 'the photo', { Metadata: { 'user-id': 'ada' } });
      const original = await store.readOriginal(ref, anySize);
      expect(original.bytes.toString()).toBe('the photo');
      expect(original).toMatchObject({ eTag: ref.eTag, metadata: { 'user-id': 'ada' } });
    });

    it('gives the version asked for, not the newest', async () => {
      const first = await put('uploads/b.jpg', 'first');
      await put('uploads/b.jpg', 'second');
      expect((await store.readOriginal(first, anySize)).bytes.toString()).toBe('first');
    });

    it('without a version to name, takes nothing that replaced what the event spoke of', async () => {
      const { versionId: _, ...first } = await put('uploads/c.jpg', 'first');
      await put('uploads/c.jpg', 'second');
      await expect(store.readOriginal(first, anySize)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    });

    it.each([
      ['a key that never was', { key: 'uploads/never.jpg' }],
      ['a version that never was', { key: 'uploads/a.jpg', versionId: 'never' }],
    ])('finds no %s', async (_, ref) => {
      await expect(store.readOriginal({ bucket: source, ...ref }, anySize)).rejects.toMatchObject({
        code: 'SOURCE_NOT_FOUND',
      });
    });

    it('finds nothing behind a delete marker', async () => {
      const { bucket, key } = await put('uploads/d.jpg', 'gone soon');
      const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      const marker = { bucket, key, versionId: VersionId ?? '' };
      await expect(store.readOriginal({ bucket, key }, anySize)).rejects.toMatchObject({
        code: 'SOURCE_NOT_FOUND',
      });
      await expect(store.readOriginal(marker, anySize)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    });

    it('asks about the number of bytes before it reads them, and throws the refusal on', async () => {
      const ref = await put('uploads/large.jpg', 'x'.repeat(2 * MIB));
      const asked: number[] = [];
      const refuse = (bytes: number) => {
        asked.push(bytes);
        throw new RangeError('Not this one');
      };
      await expect(store.readOriginal(ref, refuse)).rejects.toThrow('Not this one');
      expect(asked).toEqual([2 * MIB]);
    });

    it('has its connection free again after a refusal', async () => {
      const ref = await put('uploads/refused.jpg', 'x'.repeat(2 * MIB));
      const refuse = () => {
        throw new RangeError('Not this one');
      };
      for (let time = 0; time < 60; time += 1) {
        await expect(store.readOriginal(ref, refuse)).rejects.toThrow('Not this one');
      }
      expect((await store.readOriginal(ref, anySize)).bytes).toHaveLength(2 * MIB);
    });

    it('takes a bucket that is not there for our mistake, which the queue tries again', async () => {
      const ref = { bucket: 'no-such-bucket', key: 'uploads/a.jpg' };
      await expect(store.readOriginal(ref, anySize)).rejects.toThrow(ServiceError);
    });
  });

  it('knows an original’s size and version without reading it', async () => {
    const ref = await put('uploads/e.jpg', 'twelve bytes');
    expect(await store.headOriginal({ bucket: source, key: ref.key })).toMatchObject({ ...ref, size: 12 });
  });

  it('stores a preview for browsers to keep for ever, with the original’s metadata', async () => {
    const key = 'previews/i/v/150x150.webp';
    const stored = await store.storePreview(key, preview(), { album: 'Été', plain: 'summer' });
    expect(stored).toEqual({
      name: '150x150',
      key,
      width: 150,
      height: 100,
      format: 'webp',
      contentType: 'image/webp',
      size: 9,
    });
    expect(await s3.client.send(new HeadObjectCommand({ Bucket: processed, Key: key }))).toMatchObject({
      ContentType: 'image/webp',
      CacheControl: 'public, max-age=31536000, immutable',
      Metadata: { album: '=?UTF-8?B?w4l0w6k=?=', plain: 'summer' },
    });
  });

  it('lists and removes previews below a prefix, and nothing beside it', async () => {
    for (const image of ['one', 'two']) await store.storePreview(`previews/${image}/v/a.webp`, preview(), {});
    await store.removePreviews(await store.listPreviews('previews/one/'));
    expect(await store.listPreviews('previews/one/')).toEqual([]);
    expect(await store.listPreviews('previews/two/')).toEqual(['previews/two/v/a.webp']);
    await expect(store.removePreviews([])).resolves.toBeUndefined();
  });

  it('removes an original with all its versions and markers, and no other that begins alike', async () => {
    const key = 'uploads/f.jpg';
    await put(key, 'first');
    await put(key, 'second');
    await s3.client.send(new DeleteObjectCommand({ Bucket: source, Key: key }));
    const other = await put(`${key}.bak`, 'another image');
    expect(await store.removeOriginal(source, key)).toBe(3);
    const left = await s3.client.send(new ListObjectVersionsCommand({ Bucket: source, Prefix: key }));
    expect(left.Versions?.map(({ Key }) => Key)).toEqual([other.key]);
    expect(left.DeleteMarkers ?? []).toEqual([]);
  });
});

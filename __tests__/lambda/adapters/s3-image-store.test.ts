import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { S3ImageStore } from '../../../lambda/adapters/s3/s3-image-store';
import { ServiceError } from '../../../lambda/domain/errors';
import {
  describeImageStore,
  describePreviewStore,
  renderedPreview,
  type StorePlace,
} from '../../support/image-store-contract';
import type { Versioning } from '../../support/in-memory-image-store';
import { openS3Place, type S3Place } from '../../support/s3-place';

const MIB = 1024 * 1024;

const anySize = () => undefined;

/** A bucket of its own for the contract, filled through the store's own client. */
async function placeWith(
  versioning: Versioning,
  { client, makeBucket }: S3Place,
  store: S3ImageStore,
): Promise<StorePlace> {
  const bucket = await makeBucket(`originals-${versioning.toLowerCase()}`, {
    versioned: versioning !== 'Off',
    suspended: versioning === 'Suspended',
  });
  return {
    store,
    bucket,
    put: async (Key, Body, Metadata = {}) => {
      const { VersionId, ETag = '' } = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key, Body, Metadata }),
      );
      const eTag = ETag.replaceAll('"', '');
      return { bucket, key: Key, eTag, ...(VersionId && { versionId: VersionId }) };
    },
    remove: async (Key) => (await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))).VersionId,
    removeVersion: async (Key, VersionId) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
    },
  };
}

describe('the store in S3', () => {
  let s3: S3Place;
  let source: string;
  let processed: string;
  let store: S3ImageStore;
  let places: Record<Versioning, StorePlace>;

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
    places = {
      Enabled: await placeWith('Enabled', s3, store),
      Suspended: await placeWith('Suspended', s3, store),
      Off: await placeWith('Off', s3, store),
    };
  });
  afterAll(() => s3.close());

  for (const versioning of ['Enabled', 'Suspended', 'Off'] as const) {
    describeImageStore(versioning, () => places[versioning]);
  }
  describePreviewStore(() => store);

  describe('reading an original', () => {
    it.each([
      ['a key that never was', { key: 'uploads/never.jpg' }],
      ['a version that never was', { key: 'uploads/a.jpg', versionId: 'never' }],
    ])('finds no %s', async (_, ref) => {
      await expect(store.openOriginal({ bucket: source, ...ref })).rejects.toMatchObject({
        code: 'SOURCE_NOT_FOUND',
      });
    });

    it('frees its connection after a refusal, and when it is not read', async () => {
      const ref = await put('uploads/refused.jpg', 'x'.repeat(2 * MIB));
      const refuse = () => {
        throw new RangeError('Not this one');
      };
      for (let time = 0; time < 60; time += 1) {
        await expect((await store.openOriginal(ref)).read(refuse)).rejects.toThrow('Not this one');
        (await store.openOriginal(ref)).abandon();
      }
      expect((await (await store.openOriginal(ref)).read(anySize)).bytes).toHaveLength(2 * MIB);
    });

    it('treats a missing bucket as a configuration error, which the queue retries', async () => {
      const ref = { bucket: 'no-such-bucket', key: 'uploads/a.jpg' };
      await expect(store.openOriginal(ref)).rejects.toThrow(ServiceError);
    });
  });

  it('stores a preview that browsers may cache indefinitely, with the original’s metadata', async () => {
    const key = 'previews/i/v/150x150.webp';
    const stored = await store.storePreview(key, renderedPreview(), { album: 'Été', plain: 'summer' });
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

  it('removes an original with all its versions and markers, and no other with the same prefix', async () => {
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

import type { ImageStore, RenderedPreview } from '../../lambda/domain/ports';
import type { UploadRef } from '../../lambda/domain/upload';
import type { Versioning } from './in-memory-image-store';

/** A store and a source bucket for the contract. */
export interface StorePlace {
  readonly store: ImageStore;
  readonly bucket: string;
  /** @returns the reference in S3's response, without a version if the bucket has none */
  put(key: string, body: string, metadata?: Readonly<Record<string, string>>): Promise<UploadRef>;
  /** Deletes a key without specifying a version. @returns the version id of the marker, if there is one */
  remove(key: string): Promise<string | undefined>;
  removeVersion(key: string, versionId: string): Promise<void>;
}

const anySize = () => undefined;
const GONE = { code: 'SOURCE_NOT_FOUND' };

export const renderedPreview = (bytes = 'a preview'): RenderedPreview => ({
  name: '150x150',
  width: 150,
  height: 100,
  format: 'webp',
  contentType: 'image/webp',
  bytes: Buffer.from(bytes),
});

/** The contract of every image store, regardless of its buckets. */
export function describeImageStore(versioning: Versioning, placeOf: () => StorePlace): void {
  const original = async (ref: UploadRef) => (await placeOf().store.openOriginal(ref)).read(anySize);
  const read = async (ref: UploadRef) => (await original(ref)).bytes.toString();
  const current = (key: string): UploadRef => ({ bucket: placeOf().bucket, key });

  describe(`with versioning ${versioning}`, () => {
    it('returns an original’s bytes, ETag and user metadata', async () => {
      const ref = await placeOf().put('uploads/a.jpg', 'the photo', { 'user-id': 'ada' });
      const whole = await original(ref);
      expect(whole.bytes.toString()).toBe('the photo');
      expect(whole).toMatchObject({ eTag: ref.eTag, metadata: { 'user-id': 'ada' } });
    });

    it('asks about the number of bytes before it returns them, and passes the refusal on', async () => {
      const ref = await placeOf().put('uploads/large.jpg', 'x'.repeat(2000));
      const asked: number[] = [];
      const refuse = (bytes: number) => {
        asked.push(bytes);
        throw new RangeError('Not this one');
      };
      const opened = await placeOf().store.openOriginal(ref);
      await expect(opened.read(refuse)).rejects.toThrow('Not this one');
      expect(asked).toEqual([2000]);
    });

    it('returns an original’s size, ETag and time without reading it', async () => {
      const ref = await placeOf().put('uploads/b.jpg', 'twelve bytes');
      const head = await placeOf().store.headOriginal(current(ref.key));
      expect(head).toMatchObject({ bucket: ref.bucket, key: ref.key, eTag: ref.eTag, size: 12 });
      expect(head.lastModified).toEqual(expect.any(Number));
    });

    it('describes an open original as it describes one that is not opened', async () => {
      const ref = await placeOf().put('uploads/b.jpg', 'twelve bytes');
      const opened = await placeOf().store.openOriginal(current(ref.key));
      opened.abandon();
      expect(opened.head).toEqual(await placeOf().store.headOriginal(current(ref.key)));
    });

    it('reads what an event without a version names, and nothing that replaced it', async () => {
      const { versionId: _, ...first } = await placeOf().put('uploads/c.jpg', 'first');
      expect(await read(first)).toBe('first');
      await placeOf().put('uploads/c.jpg', 'second');
      await expect(read(first)).rejects.toMatchObject(GONE);
    });

    it('finds no object at a key that never had one', async () => {
      await expect(read(current('uploads/never.jpg'))).rejects.toMatchObject(GONE);
      await expect(placeOf().store.headOriginal(current('uploads/never.jpg'))).rejects.toMatchObject(GONE);
    });

    it('finds no current object once the key is deleted', async () => {
      const { key } = await placeOf().put('uploads/d.jpg', 'gone soon');
      const marker = await placeOf().remove(key);
      await expect(read(current(key))).rejects.toMatchObject(GONE);
      await expect(placeOf().store.headOriginal(current(key))).rejects.toMatchObject(GONE);
      if (marker) await expect(read({ ...current(key), versionId: marker })).rejects.toMatchObject(GONE);
    });

    it('removes an original with everything at its key, and no key that begins alike', async () => {
      const { key } = await placeOf().put('uploads/f.jpg', 'first');
      await placeOf().put(key, 'second');
      const other = await placeOf().put(`${key}.bak`, 'another image');
      expect(await placeOf().store.removeOriginal(placeOf().bucket, key)).toBe(
        versioning === 'Enabled' ? 2 : 1,
      );
      await expect(read(current(key))).rejects.toMatchObject(GONE);
      expect(await read(current(other.key))).toBe('another image');
      expect(await placeOf().store.removeOriginal(placeOf().bucket, key)).toBe(0);
    });

    it('names every key that has anything, deleted ones where versions are kept, each once', async () => {
      for (const name of ['a', 'b']) await placeOf().put(`uploads/keys/${name}.jpg`, name);
      await placeOf().put('uploads/keys/a.jpg', 'again');
      await placeOf().remove('uploads/keys/b.jpg');
      const keys: string[] = [];
      for await (const key of placeOf().store.originalKeys(placeOf().bucket, 'uploads/keys/')) keys.push(key);
      const deleted = versioning === 'Off' ? [] : ['uploads/keys/b.jpg'];
      expect(keys).toEqual(['uploads/keys/a.jpg', ...deleted]);
    });

    if (versioning === 'Enabled') describeVersions(placeOf, read);
    else describeNullVersion(versioning, placeOf, read);
  });
}

type Read = (ref: UploadRef) => Promise<string>;

function describeVersions(placeOf: () => StorePlace, read: Read): void {
  it('reads the version that is named, not the newest', async () => {
    const first = await placeOf().put('uploads/g.jpg', 'first');
    const second = await placeOf().put('uploads/g.jpg', 'second');
    expect(await read(first)).toBe('first');
    const { bucket, key } = second;
    expect(await placeOf().store.headOriginal({ bucket, key })).toMatchObject(second);
  });

  it('finds no version that was removed, and its predecessor is current again', async () => {
    const first = await placeOf().put('uploads/h.jpg', 'first');
    const second = await placeOf().put('uploads/h.jpg', 'second');
    await placeOf().removeVersion('uploads/h.jpg', second.versionId ?? '');
    await expect(read(second)).rejects.toMatchObject(GONE);
    const { bucket, key } = first;
    expect(await placeOf().store.headOriginal({ bucket, key })).toMatchObject(first);
  });

  it('finds the object again once its delete marker is removed', async () => {
    const ref = await placeOf().put('uploads/i.jpg', 'back again');
    const marker = (await placeOf().remove(ref.key)) ?? '';
    await placeOf().removeVersion(ref.key, marker);
    expect(await placeOf().store.headOriginal({ bucket: ref.bucket, key: ref.key })).toMatchObject(ref);
  });
}

function describeNullVersion(versioning: Versioning, placeOf: () => StorePlace, read: Read): void {
  it('keeps one object at a key: a second upload replaces the first', async () => {
    await placeOf().put('uploads/j.jpg', 'first');
    const { bucket, key } = await placeOf().put('uploads/j.jpg', 'second');
    expect(await read({ bucket, key })).toBe('second');
    expect(await placeOf().store.removeOriginal(bucket, key)).toBe(1);
  });

  it('names the version null where versioning is suspended, and none where it never was enabled', async () => {
    const { bucket, key } = await placeOf().put('uploads/k.jpg', 'one');
    const { versionId } = await placeOf().store.headOriginal({ bucket, key });
    expect(versionId).toBe(versioning === 'Suspended' ? 'null' : undefined);
  });
}

/** The contract for previews, which are in a bucket without versions. */
export function describePreviewStore(storeOf: () => ImageStore): void {
  it('returns what the record says of a stored preview', async () => {
    const { bytes, ...described } = renderedPreview();
    const key = 'previews/i/v/150x150.webp';
    expect(await storeOf().storePreview(key, renderedPreview(), {})).toEqual({
      ...described,
      key,
      size: bytes.length,
    });
  });

  it('lists and removes previews below a prefix, and nothing beside it', async () => {
    for (const image of ['one', 'two']) {
      await storeOf().storePreview(`previews/${image}/v/a.webp`, renderedPreview(), {});
    }
    await storeOf().removePreviews(await storeOf().listPreviews('previews/one/'));
    expect(await storeOf().listPreviews('previews/one/')).toEqual([]);
    expect(await storeOf().listPreviews('previews/two/')).toEqual(['previews/two/v/a.webp']);
    await expect(storeOf().removePreviews([])).resolves.toBeUndefined();
  });
}

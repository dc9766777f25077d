import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { Preset } from '../../../lambda/domain/previews/preset';
import { previewKeysOf } from '../../../lambda/domain/previews/preview-files';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import { arePreviewsExpired } from '../../../lambda/domain/previews/stored-previews';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { jpegPhoto } from '../../support/photos';
import { preset, type RecipeChanges, recipe } from '../../support/rendering';
import { attemptBy, inMemoryPipeline, NOON, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const HOUR = 3_600_000;

/** An upload that was processed, and can be processed again with other recipes. */
async function processed(first: RecipeChanges, metadata: Record<string, string> = {}) {
  const { store, catalog, clock, dependencies } = inMemoryPipeline({ recipes: bookOfOne(recipe(first)) });
  const photo = await jpegPhoto({ width: 300, height: 200 });
  const event = uploadEvent(store.put(SOURCE_BUCKET, 'uploads/a.jpg', photo, { metadata }));
  await processUpload(event, attemptBy('m-0'), dependencies);
  const written: string[] = [];
  const storePreview = store.storePreview.bind(store);
  store.storePreview = (key, ...rest) => {
    written.push(key.split('/').at(-1) ?? '');
    return storePreview(key, ...rest);
  };
  let turn = 0;
  /** @returns the names of the files that were written, and the record */
  const again = async (changes: RecipeChanges, request: Partial<UploadEvent> = {}) => {
    written.length = 0;
    turn += 1;
    clock.time = NOON + turn * HOUR;
    const asked: UploadEvent = { ...event, reprocess: 'if-outdated', ...request };
    const recipes = bookOfOne(recipe(changes));
    await processUpload(asked, attemptBy(`m-${turn}`, clock.time), { ...dependencies, recipes });
    const record = catalog.records[0] as ImageRecord;
    expect([...store.previews.keys()].sort()).toEqual(previewKeysOf(record).sort());
    return { written: written.toSorted(), record };
  };
  return { again, store, catalog, event, dependencies };
}

const small = preset({ name: 'small', width: 40, height: 40 });
const large = preset({ name: 'large', width: 120, height: 120 });
const withFormats = (...formats: Preset['formats']) => ({
  presets: [small, large].map((each) => ({ ...each, formats })),
});

describe('an image that is made again with another recipe', () => {
  it('gets the formats that it lacks, and keeps the others', async () => {
    const { again } = await processed(withFormats('webp', 'jpeg'));
    const { written, record } = await again(withFormats('png', 'webp', 'jpeg'));
    expect(written).toEqual(['large.png', 'small.png']);
    expect(record.previews?.[1]).toMatchObject({
      name: 'large',
      format: 'png',
      width: 120,
      height: 80,
      files: [{ format: 'png' }, { format: 'webp' }, { format: 'jpeg' }],
    });
  });

  it('gets the changed presets, and loses the removed ones', async () => {
    const { again } = await processed({ presets: [small, large, preset({ name: 'gone' })] });
    const { written } = await again({ presets: [small, { ...large, quality: 40 }] });
    expect(written).toEqual(['large.webp']);
  });

  it('writes no file when only the order of formats changes, and updates its record', async () => {
    const { again } = await processed(withFormats('webp', 'jpeg'));
    const { written, record } = await again(withFormats('jpeg', 'webp'));
    expect(written).toEqual([]);
    expect(record).toMatchObject({
      processingStatus: 'COMPLETED',
      thumbHash: expect.any(String),
      previews: [{ format: 'jpeg' }, { format: 'jpeg' }],
    });
  });

  it('keeps previews of sizes, whose records name no presets', async () => {
    for (const fit of ['inside', 'cover'] as const) {
      const { again } = await processed({ fit });
      const { written } = await again({ fit, formats: ['webp', 'jpeg'] });
      expect(written).toEqual(['150x150.jpg', '300x300.jpg', '800x800.jpg']);
    }
  });

  it('makes previews of sizes again when they were made with another fit', async () => {
    const { again } = await processed({ fit: 'cover' });
    const { written } = await again({ fit: 'inside', formats: ['webp', 'jpeg'] });
    expect(written).toHaveLength(6);
  });

  it('makes lost previews, and all of them on request', async () => {
    const { again, store } = await processed(withFormats('webp'));
    for (const key of store.previews.keys()) if (key.endsWith('small.webp')) store.previews.delete(key);
    expect((await again(withFormats('webp', 'png'))).written).toEqual([
      'large.png',
      'small.png',
      'small.webp',
    ]);
    expect((await again(withFormats('webp', 'png'), { reprocess: 'always' })).written).toHaveLength(4);
  });

  it('makes everything with the same recipe when some have expired, so that all are kept as long again', async () => {
    const { again, store } = await processed(withFormats('webp'));
    for (const key of store.previews.keys()) if (key.endsWith('small.webp')) store.previews.delete(key);
    const { written, record } = await again(withFormats('webp'));
    expect(written).toEqual(['large.webp', 'small.webp']);
    expect(record.previewsSince).toBeUndefined();
  });

  it('makes everything after an attempt has died, which may have overwritten some', async () => {
    const { again, catalog } = await processed(withFormats('webp'));
    const [row] = catalog.rows.values();
    if (!row) throw new Error('There is no row.');
    const claim = { holder: 'dead', until: 0 };
    catalog.rows.set(`${row.imageId}#${row.timestamp}`, { ...row, processingStatus: 'PROCESSING', claim });
    expect((await again(withFormats('webp', 'png'))).written).toHaveLength(4);
  });

  it('expires with the oldest of its previews', async () => {
    const { again } = await processed(withFormats('webp'));
    const { record } = await again(withFormats('webp', 'png'));
    expect(Date.parse(record.processedAt ?? '')).toBe(NOON + HOUR);
    expect(record.previewsSince).toBe(new Date(NOON).toISOString());
    const at = { now: NOON + HOUR + 1, previewLifeMs: HOUR };
    expect(arePreviewsExpired(record, at)).toBe(true);
    const { record: whole } = await again(withFormats('webp', 'png'), { reprocess: 'always' });
    expect(whole.previewsSince).toBeUndefined();
    expect(arePreviewsExpired(whole, { ...at, now: NOON + 2 * HOUR + 1 })).toBe(false);
  });
});

describe('a request with a focal point', () => {
  const tile = preset({ name: 'tile', width: 60, height: 60, fit: 'cover', position: 'focus' });
  const changes = { presets: [tile, large] };

  it('makes the crops again around it, and nothing else', async () => {
    const { again } = await processed(changes);
    const { written, record } = await again(changes, { chosenFocus: { x: 0.1, y: 0.9 } });
    expect(written).toEqual(['tile.webp']);
    expect(record.focus).toEqual({ x: 0.1, y: 0.9, from: 'request' });
  });

  it('takes precedence over the metadata, also when another recipe is applied later', async () => {
    const { again } = await processed(changes, { focus: '0.5,0.5' });
    await again(changes, { chosenFocus: { x: 0.1, y: 0.9 } });
    const { written, record } = await again({ presets: [{ ...tile, width: 61 }, large] });
    expect(written).toEqual(['tile.webp']);
    expect(record.focus).toEqual({ x: 0.1, y: 0.9, from: 'request' });
  });

  it('does not change crops that already have the point', async () => {
    const { again } = await processed(changes, { focus: '0.1,0.9' });
    expect((await again(changes, { chosenFocus: { x: 0.1, y: 0.9 } })).written).toEqual([]);
  });

  it('makes the caches of a CDN forget the earlier crops', async () => {
    const { event, dependencies } = await processed(changes);
    const invalidated: string[] = [];
    const cache = { invalidate: async (imageId: string) => void invalidated.push(imageId) };
    const asked: UploadEvent = { ...event, reprocess: 'if-outdated', chosenFocus: { x: 0, y: 0 } };
    const { record } = await processUpload(asked, attemptBy('m-9'), { ...dependencies, cache });
    expect(invalidated).toEqual([record?.imageId]);
  });

  it('does not carry a point of the pixels over to other previews', async () => {
    const { again } = await processed(changes);
    expect((await again({ presets: [large] })).record.focus).toBeUndefined();
  });
});

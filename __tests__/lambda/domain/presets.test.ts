import sharp from 'sharp';
import { filesOf, previewKeysOf } from '../../../lambda/domain/previews/preview-files';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import * as images from '../../fixtures/images';
import { jpegPhoto } from '../../support/photos';
import { exampleRecipes } from '../../support/presets';
import { preset, recipe, render } from '../../support/rendering';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

/** Processes an upload with the recipes of the example. */
async function uploadTo(key: string, recipes = exampleRecipes({ PREVIEW_FORMAT: 'avif,webp,jpeg' })) {
  const pipeline = inMemoryPipeline({ recipes });
  const photo = await jpegPhoto({ width: 400, height: 300 });
  const event = uploadEvent(pipeline.store.put(SOURCE_BUCKET, key, photo));
  const { record } = await processUpload(event, attemptBy('m-1'), pipeline.dependencies);
  if (!record) throw new Error('There is no record.');
  return { ...pipeline, record, folder: `previews/${record.imageId}/${record.versionId}` };
}

describe('an upload with presets by folder', () => {
  it('has the presets of its folder alone, in every format', async () => {
    const { store, folder, record } = await uploadTo('uploads/avatars/ada.jpg');
    const expected = ['avif', 'webp', 'jpg'].map((extension) => `${folder}/thumb.${extension}`);
    expect([...store.previews.keys()].sort()).toEqual(expected.toSorted());
    expect(previewKeysOf(record)).toEqual(expected);
  });

  it('has all presets elsewhere, each listed once with its files', async () => {
    const { store, folder, record } = await uploadTo('uploads/ada/photo.jpg');
    expect(record.previews?.map(({ name, key, format }) => [name, key, format])).toEqual([
      ['thumb', `${folder}/thumb.avif`, 'avif'],
      ['card', `${folder}/card.avif`, 'avif'],
      ['full', `${folder}/full.avif`, 'avif'],
    ]);
    expect([...store.previews.keys()].sort()).toEqual(previewKeysOf(record).sort());
    for (const file of (record.previews ?? []).flatMap(filesOf)) {
      const stored = store.previews.get(file.key)?.preview;
      expect(file).toMatchObject({ size: stored?.bytes.length, contentType: stored?.contentType });
    }
  });

  it('has files of the sizes that its record says', async () => {
    const { store, record } = await uploadTo('uploads/ada/photo.jpg');
    expect(record.previews?.map(({ width, height }) => [width, height])).toEqual([
      [150, 150],
      [400, 300],
      [400, 300],
    ]);
    for (const { preview } of store.previews.values()) {
      const { width, height, format } = await sharp(preview.bytes).metadata();
      const name = preview.format === 'avif' ? 'heif' : preview.format;
      expect({ width, height, format }).toEqual({
        width: preview.width,
        height: preview.height,
        format: name,
      });
    }
  });

  it.each([
    ['as JSON, with short names', 8, 60, (record: object) => JSON.stringify(record).length],
    ['as DynamoDB counts, with the longest names', 32, 200, itemBytes],
  ])(
    'has a record below 4 KB with ten presets in three formats, %s',
    async (_, nameLength, keyLength, bytesOf) => {
      const presets = Array.from({ length: 10 }, (__, n) =>
        preset({ name: `${n}`.padEnd(nameLength, 'n'), width: 100 + n, formats: ['avif', 'webp', 'jpeg'] }),
      );
      const recipes = bookOfOne(recipe({ presets }));
      const { record } = await uploadTo(`uploads/${'k'.repeat(keyLength)}.jpg`, recipes);
      // S3's version ids are longer than those of the store in memory; so are the bytes of large photos.
      const long = (record.previews ?? []).map((preview) => ({
        ...preview,
        key: preview.key.replace(`/${record.versionId}/`, `/${'v'.repeat(32)}/`),
        size: 123_456,
        files: preview.files?.map((file) => ({ ...file, size: 123_456 })),
      }));
      expect(long[9]?.files).toHaveLength(3);
      expect(bytesOf({ ...record, versionId: 'v'.repeat(32), previews: long })).toBeLessThan(4096);
    },
  );
});

/** Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats". */
function itemBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 1 + Math.ceil(String(value).length / 2);
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + itemBytes(item), 3);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, item]) => sum + 1 + name.length + itemBytes(item), 3);
}

describe('several formats of a preset', () => {
  it('show the same pixels', async () => {
    const presets = [preset({ formats: ['png', 'webp', 'jpeg', 'avif'], quality: 95 })];
    const { previews } = await render(await images.jpeg(), { presets });
    const [first, ...others] = await Promise.all(
      previews.map(({ bytes }) => sharp(bytes).flatten().raw().toBuffer()),
    );
    expect(others).toHaveLength(3);
    for (const other of others) expect(meanDifference(first, other)).toBeLessThan(3);
  });

  it('are the same files that each format alone is', async () => {
    const photo = await images.jpeg();
    const together = await render(photo, { presets: [preset({ formats: ['webp', 'jpeg'] })] });
    for (const [index, format] of (['webp', 'jpeg'] as const).entries()) {
      const alone = await render(photo, { presets: [preset({ formats: [format] })] });
      expect(together.previews[index]?.bytes.equals(alone.previews[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('are one where the original has the format already', async () => {
    const presets = [preset({ formats: ['original', 'jpeg', 'webp'] })];
    const { previews } = await render(await images.jpeg(), { presets });
    expect(previews.map(({ format }) => format)).toEqual(['jpeg', 'webp']);
  });

  it('are animated if the format supports it, and show the first frame otherwise', async () => {
    const presets = [preset({ formats: ['avif', 'webp', 'jpeg'], fit: 'cover', width: 20, height: 10 })];
    const { previews } = await render(await images.animatedGif(), { presets, maxFrames: 10 });
    const pages = await Promise.all(
      previews.map(async ({ bytes }) => (await sharp(bytes, { pages: -1 }).metadata()).pages ?? 1),
    );
    expect(pages[0]).toBe(1);
    expect(pages[1]).toBeGreaterThan(1);
    expect(pages[2]).toBe(1);
    const still = await pixelsOf(previews[2]?.bytes);
    const moving = await pixelsOf(await sharp(previews[1]?.bytes, { pages: 1 }).png().toBuffer());
    expect(meanDifference(still, moving)).toBeLessThan(12);
  });

  it('have the quality of the preset', async () => {
    const photo = await images.largeJpeg();
    const bytesAt = async (quality: number) => {
      const presets = [preset({ quality, formats: ['avif', 'webp', 'jpeg'] })];
      return (await render(photo, { presets })).previews.map(({ bytes }) => bytes.length);
    };
    const [low, high] = [await bytesAt(20), await bytesAt(90)];
    low.forEach((bytes, index) => {
      expect(bytes).toBeLessThan(high[index] ?? 0);
    });
  });
});

describe('a contained preset', () => {
  const wide = () => rectangle({ width: 80, height: 20 }, '#ff0000');

  it('has exactly its box, the photo in the middle, on the background', async () => {
    const presets = [
      preset({ width: 60, height: 60, fit: 'contain', background: '#0000ff', formats: ['png', 'jpeg'] }),
    ];
    for (const { bytes, width, height } of (await render(await wide(), { presets })).previews) {
      expect([width, height]).toEqual([60, 60]);
      expect(await pixelAt(bytes, 30, 30)).toEqual(near([255, 0, 0, 255]));
      expect(await pixelAt(bytes, 30, 5)).toEqual(near([0, 0, 255, 255]));
      expect(await pixelAt(bytes, 30, 55)).toEqual(near([0, 0, 255, 255]));
    }
  });

  it('is transparent around the photo without a background, and white in JPEG', async () => {
    for (const formats of [['png', 'jpeg'], ['png'], ['jpeg']] as const) {
      const presets = [preset({ width: 60, height: 60, fit: 'contain', formats })];
      for (const { bytes, format } of (await render(await wide(), { presets })).previews) {
        const corner = await pixelAt(bytes, 1, 1);
        expect(corner).toEqual(format === 'png' ? near([0, 0, 0, 0]) : near([255, 255, 255, 255]));
      }
    }
  });

  it('does not enlarge a small photo, which has the background around it', async () => {
    const presets = [
      preset({ width: 100, height: 100, fit: 'contain', background: '#00ff00', formats: ['png'] }),
    ];
    const { previews } = await render(await rectangle({ width: 10, height: 10 }, '#ff0000'), { presets });
    const bytes = previews[0]?.bytes;
    expect(await pixelAt(bytes, 50, 50)).toEqual(near([255, 0, 0, 255]));
    expect(await pixelAt(bytes, 43, 50)).toEqual(near([0, 255, 0, 255]));
  });

  it('has the background behind transparent parts, too', async () => {
    const presets = [
      preset({ width: 40, height: 40, background: '#0000ff', formats: ['png', 'webp'] }),
      preset({ name: 'bare', width: 40, height: 40, formats: ['png', 'webp'] }),
    ];
    const clear = await rectangle({ width: 80, height: 80 }, '#ff000000');
    const { previews } = await render(clear, { presets });
    const pixels = await Promise.all(previews.map(({ bytes }) => pixelAt(bytes, 20, 20)));
    expect(pixels.map(([, , , alpha]) => alpha)).toEqual([255, 255, 0, 0]);
    expect(pixels[0]).toEqual(near([0, 0, 255, 255]));
  });

  it('is framed frame by frame in an animation', async () => {
    const presets = [preset({ width: 64, height: 200, fit: 'contain', background: '#0000ff' })];
    const { previews } = await render(await images.animatedGif(), { presets, maxFrames: 10 });
    const { pages = 1, pageHeight } = await sharp(previews[0]?.bytes, { pages: -1 }).metadata();
    expect({ pages: pages > 1, pageHeight }).toEqual({ pages: true, pageHeight: 200 });
    for (let page = 0; page < pages; page += 1) {
      const frame = await sharp(previews[0]?.bytes, { page }).png().toBuffer();
      expect(await pixelAt(frame, 5, 3)).toEqual(near([0, 0, 255, 255]));
    }
  });
});

const rectangle = ({ width, height }: { width: number; height: number }, background: string) =>
  sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();

const pixelsOf = (bytes: Buffer = Buffer.alloc(0)): Promise<Buffer> =>
  sharp(bytes).flatten().raw().toBuffer();

/** Red, green, blue and alpha. */
async function pixelAt(bytes: Buffer | undefined, left: number, top: number): Promise<number[]> {
  const region = sharp(bytes).ensureAlpha().extract({ left, top, width: 1, height: 1 });
  return [...(await region.raw().toBuffer())];
}

const near = (colour: readonly number[]) => colour.map((value) => expect.closeTo(value, -1.3));

const meanDifference = (a: Buffer = Buffer.alloc(0), b: Buffer = Buffer.alloc(1)): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
};

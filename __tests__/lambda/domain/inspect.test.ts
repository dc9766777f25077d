import sharp from 'sharp';
import { PermanentImageError } from '../../../lambda/domain/errors';
import { inspect } from '../../../lambda/domain/image/inspect';
import { codedPictureOf, heicFile } from '../../../photo-generators/heic-file';
import { jpegOfScans } from '../../../photo-generators/jpeg-of-scans';
import { pngWithoutPixels } from '../../../photo-generators/png-file';
import { heic, QUARTERS } from '../../fixtures/heic-images';
import * as images from '../../fixtures/images';
import { MODEL, rawTiff } from '../../fixtures/raw-tiff';
import * as refused from '../../fixtures/refused-files';
import { colourDistance } from '../../support/compare-pictures';
import { limits, renderOne } from '../../support/rendering';

const factsOf = async (...given: Parameters<typeof inspect>) => (await inspect(...given)).facts;

async function refusalOf(bytes: Buffer, changes: Parameters<typeof limits>[0] = {}) {
  const outcome = await factsOf(bytes, limits(changes)).catch((error: unknown) => error);
  if (!(outcome instanceof PermanentImageError)) throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('inspecting an image', () => {
  test('the compressed data of a JPEG in one scan is not searched', async () => {
    const photo = await images.jpeg();
    const inCompressedData = Buffer.alloc(200_000, Buffer.from([0xff, 0x00]));
    const bytes = Buffer.concat([photo.subarray(0, -2), inCompressedData, photo.subarray(-2)]);
    const search = jest.spyOn(bytes, 'indexOf');
    expect(await factsOf(bytes, limits())).toMatchObject({ format: 'jpeg', width: 400 });
    expect(search.mock.calls.length).toBeLessThan(100);
  });

  test.each([
    ['jpeg', images.jpeg],
    ['png', images.tinyPng],
    ['webp', images.webp],
    ['avif', images.avif],
    ['gif', images.animatedGif],
    ['tiff', images.tiff],
  ])('%s is recognised by its content', async (format, image) => {
    expect(await factsOf(await image(), limits())).toMatchObject({
      format,
      contentType: `image/${format}`,
    });
  });

  test('a plain photo has no properties but its size', async () => {
    expect(await factsOf(await images.jpeg(), limits())).toEqual({
      format: 'jpeg',
      contentType: 'image/jpeg',
      width: 400,
      height: 300,
      frames: 1,
      space: 'srgb',
      hasAlpha: false,
      orientation: 1,
      hasGps: false,
    });
  });

  test('camera, date and copyright are read from EXIF, and that there is a position, but not where', async () => {
    const facts = await factsOf(await images.photoWithPosition(), limits());
    expect(facts).toMatchObject({
      camera: 'Darkroom Pinhole One',
      takenAt: '2024-06-21T05:12:40',
      copyright: images.COPYRIGHT,
      hasGps: true,
    });
    expect(JSON.stringify(facts)).not.toMatch(/46|33.30|58/);
  });

  test('width and height are as displayed, not as stored', async () => {
    const facts = await factsOf(await images.orientedJpeg(6), limits());
    expect(facts).toMatchObject({ width: 400, height: 300, orientation: 6 });
  });

  test.each([
    ['alpha', images.transparentPng, { hasAlpha: true }],
    ['16 bits', images.png16, { space: 'rgb16' }],
    ['CMYK', images.cmykJpeg, { space: 'cmyk' }],
    ['grey', images.greyPng, { space: 'b-w' }],
    ['the frames of a GIF', images.animatedGif, { frames: 4, width: 200, height: 150 }],
    ['the frames of a WebP', images.animatedWebp, { frames: 4, width: 200, height: 150 }],
    ['the pages of a TIFF', images.twoPageTiff, { frames: 2, width: 400, height: 300 }],
  ])('%s is noticed', async (_, image, facts) => {
    expect(await factsOf(await image(), limits())).toMatchObject(facts);
  });

  test('EXIF and colour profile that are garbage are no reason to refuse a photo', async () => {
    const facts = await factsOf(await images.jpegWithGarbageMetadata(), limits());
    expect(facts).toMatchObject({ width: 400, height: 300, orientation: 1, hasGps: false });
  });
});

describe('pictures beside each other in one file', () => {
  /** An album: a dark picture, then the primary one. */
  const album = async () => {
    const [shown, other] = await Promise.all([images.avif(), darkAvif()]);
    return heicFile({ tiles: [codedPictureOf(shown)], other: codedPictureOf(other) });
  };

  test('are one still, whatever may be shown of animations', async () => {
    for (const maxFrames of [1, 50]) {
      expect(await factsOf(await album(), limits({ maxFrames }))).toMatchObject({
        format: 'avif',
        frames: 1,
      });
    }
  });

  test('are shown by their primary one', async () => {
    for (const maxFrames of [1, 50]) {
      const { bytes } = await renderOne(await album(), { maxFrames, format: 'png' });
      expect(await colourDistance(bytes, await images.jpeg())).toBeLessThan(3);
    }
  });

  test('are one picture in the tiles of an AVIF', async () => {
    const tile = codedPictureOf(await images.avif());
    const grid = heicFile({ tiles: [tile, tile], columns: 2 });
    expect(await factsOf(grid, limits({ maxFrames: 50 }))).toMatchObject({
      width: 800,
      height: 300,
      frames: 1,
    });
    await expect(renderOne(grid, { maxFrames: 50 })).resolves.toMatchObject({ width: 160, height: 60 });
  });
});

/** Another picture of the same size. */
const darkAvif = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#102030' } })
    .avif()
    .toBuffer();

const ONE_PIXEL = { width: 1, height: 1, model: MODEL.grey, bits: 8, pixelAt: () => [0] } as const;

describe('inspecting a file', () => {
  test.each(refused.FOREIGN_FILES)('names %s when it refuses it', async (called, bytes) => {
    const { code, message } = await refusalOf(bytes);
    expect(code).toBe('UNSUPPORTED_FORMAT');
    expect(message).toBe(
      `This file is ${called}, not a photo Darkroom can read. Upload a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF.`,
    );
  });

  test('refuses a header that is cut off', async () => {
    expect(await refusalOf(await refused.headlessJpeg())).toMatchObject({
      code: 'CORRUPT_IMAGE',
      message:
        'This file begins like a JPEG, but its header is damaged or incomplete. Export the photo again and upload it.',
    });
  });

  test('refuses 900 megapixels, from 57 bytes without a pixel', async () => {
    const bomb = refused.pngBomb();
    expect(bomb).toHaveLength(57);
    expect(await refusalOf(bomb)).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message:
        'This PNG has 30,000 x 30,000 pixels, 900 megapixels in all; at most 100 megapixels are allowed. Upload a smaller version.',
    });
  });

  test('refuses an AVIF with more than a quarter of the pixels', async () => {
    const avif = await images.avif();
    const pixels = 400 * 300;
    expect(await refusalOf(avif, { maxPixels: pixels * 4 - 4 })).toMatchObject({ code: 'TOO_MANY_PIXELS' });
    expect(await factsOf(avif, limits({ maxPixels: pixels * 4 }))).toMatchObject({ width: 400 });
  });

  test('refuses a HEIC with more than half of the pixels', async () => {
    const pixels = QUARTERS.width * QUARTERS.height;
    expect(await refusalOf(heic(), { maxPixels: pixels * 2 - 2 })).toMatchObject({ code: 'TOO_MANY_PIXELS' });
    expect(await factsOf(heic(), limits({ maxPixels: pixels * 2 }))).toMatchObject(QUARTERS);
  });

  test('refuses a JPEG with more than four times the pixels, because decoding shrinks it', async () => {
    const pixels = 400 * 300;
    expect(await refusalOf(await images.jpeg(), { maxPixels: pixels / 4 - 1 })).toMatchObject({
      code: 'TOO_MANY_PIXELS',
    });
    expect(await factsOf(await images.jpeg(), limits({ maxPixels: pixels / 4 }))).toMatchObject({
      width: 400,
    });
  });

  test.each([
    ['a PNG', () => pngWithoutPixels(10_000_000, 10), '10,000,000'],
    ['a TIFF', () => rawTiff({ ...ONE_PIXEL, tags: { 256: 1_000_000, 257: 100 } }), '1,000,000'],
  ])('refuses %s with rows that are too long, however few', async (_, make, pixels) => {
    expect(await refusalOf(make())).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message: expect.stringContaining(`has rows of ${pixels} pixels; at most 65,535 are allowed.`),
    });
  });

  test('refuses a JPEG with 2,647 scans, and accepts the usual 10', async () => {
    expect(await refusalOf(jpegOfScans(10_000, 9_900, 2_647))).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message: 'This JPEG stores its picture in more than 100 scans. Export the photo again and upload it.',
    });
    expect(await factsOf(await images.progressiveJpeg(), limits())).toMatchObject({ format: 'jpeg' });
  });

  test.each([
    ['a lossless JPEG', { frame: 0xc3 }],
    ['a hierarchical JPEG', { frame: 0xc5 }],
    ['a JPEG-LS image', { frame: 0xf7 }],
    ['a JPEG with 12 bits a channel', { frame: 0xc1, precision: 12 }],
    ['a JPEG with 2 channels', { components: 2 }],
  ])('refuses a JPEG of a kind that cannot be decoded, by name: %s', async (name, kind) => {
    expect(await refusalOf(jpegOfScans(40, 30, 1, kind))).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: expect.stringContaining(`This file is ${name}, not a photo`),
    });
  });

  test('refuses a JPEG that contains its height only at its end', async () => {
    expect(await refusalOf(jpegOfScans(40, 0, 1))).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  });

  test('refuses an AVIF with a damaged header, in a grammatical sentence', async () => {
    const avif = (await images.avif()).subarray(0, 60);
    expect((await refusalOf(avif)).message).toMatch(/^This file begins like an AVIF, but its header/);
  });

  test('refuses an animation with more frames than allowed, when all of them are shown', async () => {
    expect(await refusalOf(await images.animatedGif(), { maxFrames: 3 })).toMatchObject({
      code: 'TOO_MANY_FRAMES',
      message: 'This animation has 4 frames; at most 3 are allowed. Upload a shorter one.',
    });
  });

  test('refuses an animation with more pixels than allowed in all its frames', async () => {
    const frame = 200 * 150;
    expect(
      await refusalOf(await images.animatedWebp(), { maxFrames: 4, maxPixels: frame * 4 - 1 }),
    ).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message: expect.stringContaining('200 x 150 pixels in 4 frames'),
    });
  });

  test('does not count frames that are not shown', async () => {
    const oneFrame = limits({ maxFrames: 1, maxPixels: 200 * 150 });
    expect(await factsOf(await images.animatedGif(), oneFrame)).toMatchObject({ frames: 4 });
  });

  test.each([
    ['of 1,001 pages', refused.tiffOfManyPages],
    ['whose pages follow each other in a circle', refused.endlessTiff],
  ])('refuses a TIFF %s', async (_, tiff) => {
    expect(await refusalOf(tiff())).toMatchObject({ code: 'TOO_MANY_FRAMES' });
  });
});

test('fifty texts of 8 MB in a PNG are not unpacked', async () => {
  const png = await refused.pngOfLongTexts();
  const before = process.cpuUsage();
  expect(await factsOf(png, limits())).toMatchObject({ width: 40, height: 30 });
  const { user, system } = process.cpuUsage(before);
  // Unpacking them takes seconds; looking past them, a few milliseconds.
  expect((user + system) / 1000).toBeLessThan(300);
});

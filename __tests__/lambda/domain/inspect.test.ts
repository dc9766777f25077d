import { PermanentImageError } from '../../../lambda/domain/errors';
import { inspect } from '../../../lambda/domain/image/inspect';
import * as images from '../../fixtures/images';
import * as refused from '../../fixtures/refused-files';
import { limits } from '../../support/rendering';

const factsOf = async (...given: Parameters<typeof inspect>) => (await inspect(...given)).facts;

async function refusalOf(bytes: Buffer, changes: Parameters<typeof limits>[0] = {}) {
  const outcome = await factsOf(bytes, limits(changes)).catch((error: unknown) => error);
  if (!(outcome instanceof PermanentImageError)) throw new Error(`Not refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

describe('what an image is', () => {
  test.each([
    ['jpeg', images.jpeg],
    ['png', images.tinyPng],
    ['webp', images.webp],
    ['avif', images.avif],
    ['gif', images.animatedGif],
    ['tiff', images.tiff],
  ])('%s is told by its content', async (format, image) => {
    expect(await factsOf(await image(), limits())).toMatchObject({
      format,
      contentType: `image/${format}`,
    });
  });

  test('a plain photo has nothing to tell but its size', async () => {
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

describe('what is refused', () => {
  test.each(refused.FOREIGN_FILES)('%s is named', async (called, bytes) => {
    const { code, message } = await refusalOf(bytes);
    expect(code).toBe('UNSUPPORTED_FORMAT');
    expect(message).toBe(
      `This file is ${called}, not a photo Darkroom can read. Upload a JPEG, PNG, WebP, AVIF, GIF or TIFF.`,
    );
  });

  test('a header that is cut off', async () => {
    expect(await refusalOf(await refused.headlessJpeg())).toMatchObject({
      code: 'CORRUPT_IMAGE',
      message:
        'This file begins like a JPEG, but its header is damaged or incomplete. Export the photo again and upload it.',
    });
  });

  test('900 megapixels, from 57 bytes that hold no pixel', async () => {
    const bomb = refused.pngBomb();
    expect(bomb).toHaveLength(57);
    expect(await refusalOf(bomb)).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message:
        'This PNG has 30,000 x 30,000 pixels, 900 megapixels in all; at most 100 megapixels are allowed. Upload a smaller version.',
    });
  });

  test('an AVIF of more than a quarter of the pixels', async () => {
    const avif = await images.avif();
    const pixels = 400 * 300;
    expect(await refusalOf(avif, { maxPixels: pixels * 4 - 4 })).toMatchObject({ code: 'TOO_MANY_PIXELS' });
    expect(await factsOf(avif, limits({ maxPixels: pixels * 4 }))).toMatchObject({ width: 400 });
  });

  test('an animation of more frames than allowed, when all of them are to be shown', async () => {
    expect(await refusalOf(await images.animatedGif(), { maxFrames: 3 })).toMatchObject({
      code: 'TOO_MANY_FRAMES',
      message: 'This animation has 4 frames; at most 3 are allowed. Upload a shorter one.',
    });
  });

  test('an animation of more pixels than allowed in all its frames', async () => {
    const frame = 200 * 150;
    expect(
      await refusalOf(await images.animatedWebp(), { maxFrames: 4, maxPixels: frame * 4 - 1 }),
    ).toMatchObject({
      code: 'TOO_MANY_PIXELS',
      message: expect.stringContaining('200 x 150 pixels in 4 frames'),
    });
  });

  test('frames that nobody is going to see do not count', async () => {
    const oneFrame = limits({ maxFrames: 1, maxPixels: 200 * 150 });
    expect(await factsOf(await images.animatedGif(), oneFrame)).toMatchObject({ frames: 4 });
  });

  test.each([
    ['of 1,001 pages', refused.tiffOfManyPages],
    ['whose pages follow each other in a circle', refused.endlessTiff],
  ])('a TIFF %s', async (_, tiff) => {
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

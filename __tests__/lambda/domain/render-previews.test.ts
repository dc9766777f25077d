import sharp from 'sharp';
import { inspect } from '../../../lambda/domain/image/inspect';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import type { Orientation } from '../../../photo-generators/orientation';
import * as images from '../../fixtures/images';
import * as refused from '../../fixtures/refused-files';
import { colourDistance, pixelAt, psnr } from '../../support/compare-pictures';
import { limits, recipe, render, renderOne } from '../../support/rendering';

/** Colour distances of two pictures that look the same to anybody, encoders' losses included. */
const SAME = 3;

describe('every preview', () => {
  test('is named, sized and typed as the recipe says, in its order', async () => {
    const { previews } = await render(await images.largeJpeg());
    expect(previews.map(({ bytes, ...facts }) => facts)).toEqual([
      { name: '150x150', width: 150, height: 113, format: 'webp', contentType: 'image/webp' },
      { name: '300x300', width: 300, height: 225, format: 'webp', contentType: 'image/webp' },
      { name: '800x800', width: 800, height: 600, format: 'webp', contentType: 'image/webp' },
    ]);
    for (const { bytes, width, height } of previews) {
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height });
    }
  });

  test('is never larger than the original', async () => {
    const { previews } = await render(await images.tinyPng(), { format: 'png' });
    expect(previews).toHaveLength(3);
    for (const { bytes } of previews) expect(await psnr(bytes, await images.tinyPng())).toBe(Infinity);
  });

  test.each(['jpeg', 'png', 'webp'] as const)(
    'differs from a direct resize of every pixel by less than the eye sees: %s',
    async (format) => {
      const original = await sharp(await images.largeJpeg())
        .toFormat(format, { quality: 95 })
        .toBuffer();
      // Decoded in full, since the image library's own direct resize is coarser where it shrinks while decoding.
      const { data, info: raw } = await sharp(original).raw().toBuffer({ resolveWithObject: true });
      const { previews } = await render(original, { format: 'png' });
      for (const { bytes, width, height } of previews) {
        const direct = await sharp(data, { raw }).resize(width, height, { fit: 'fill' }).png().toBuffer();
        expect(await psnr(bytes, direct)).toBeGreaterThan(45);
      }
    },
  );

  test.each([
    ['webp', 'webp'],
    ['jpeg', 'jpeg'],
    ['png', 'png'],
    ['avif', 'heif'],
  ] as const)('can be %s, and shows the photo', async (format, written) => {
    const preview = await renderOne(await images.jpeg(), { format });
    expect(preview).toMatchObject({ format, contentType: `image/${format}` });
    expect((await sharp(preview.bytes).metadata()).format).toBe(written);
    expect(await colourDistance(preview.bytes, images.scene())).toBeLessThan(SAME);
  });

  test.each([
    ['jpeg', images.jpeg, 'jpeg'],
    ['png', images.png16, 'png'],
    ['webp', images.webp, 'webp'],
    ['avif', images.avif, 'avif'],
    ['still gif', images.animatedGif, 'png'],
    ['tiff', images.tiff, 'jpeg'],
    ['transparent tiff', images.transparentTiff, 'png'],
  ])('keeps the format of a %s where a browser can show it', async (_, image, format) => {
    expect(await renderOne(await image(), { format: 'original' })).toMatchObject({ format });
  });

  test('covers its box when asked to, and is cut in the middle', async () => {
    const { previews } = await render(await images.largeJpeg(), {
      fit: 'cover',
      format: 'png',
      sizes: [
        { width: 100, height: 300 },
        { width: 400, height: 100 },
      ],
    });
    expect(previews.map(({ width, height }) => [width, height])).toEqual([
      [100, 300],
      [400, 100],
    ]);
    for (const { bytes, width, height } of previews) {
      const direct = await sharp(await images.largeJpeg())
        .resize(width, height, { fit: 'cover' })
        .png()
        .toBuffer();
      expect(await psnr(bytes, direct)).toBeGreaterThan(40);
    }
  });
});

describe('the look of a photo', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[])(
    'orientation %i comes out upright',
    async (orientation) => {
      const preview = await renderOne(await images.orientedJpeg(orientation), { format: 'png' });
      expect(preview).toMatchObject({ width: 160, height: 120 });
      expect(await colourDistance(preview.bytes, images.scene())).toBeLessThan(SAME);
      expect((await sharp(preview.bytes).metadata()).orientation ?? 1).toBe(1);
    },
  );

  // The sRGB numbers of colours given in Display P3, by the matrices of CSS Color 4, section 17.
  test.each([
    [
      [200, 120, 80],
      [213, 118, 73],
    ],
    [
      [60, 140, 90],
      [0, 142, 85],
    ],
    [
      [90, 90, 180],
      [89, 90, 185],
    ],
    [
      [128, 128, 128],
      [128, 128, 128],
    ],
  ] as const)('a Display P3 photo keeps its look: %j becomes %j', async (p3, srgb) => {
    const preview = await renderOne(await images.displayP3Jpeg(p3), { format: 'png' });
    const pixel = await pixelAt(preview.bytes, 80, 60);
    for (const channel of [0, 1, 2])
      expect(Math.abs((pixel[channel] ?? 0) - (srgb[channel] ?? 0))).toBeLessThanOrEqual(3);
  });

  test.each([
    ['a 16-bit PNG', images.png16],
    ['a 16-bit PNG in Display P3', images.displayP3Png16],
    ['a progressive JPEG', images.progressiveJpeg],
    ['a WebP', images.webp],
    ['an AVIF', images.avif],
    ['a TIFF', images.tiff],
    ['the first page of a TIFF', images.twoPageTiff],
    ['a photo with garbage for EXIF and profile', images.jpegWithGarbageMetadata],
  ])('%s shows its picture', async (_, image) => {
    const { bytes } = await renderOne(await image(), { format: 'png' });
    expect(await colourDistance(bytes, images.scene())).toBeLessThan(SAME);
  });

  test('CMYK is neither inverted nor dull', async () => {
    const { bytes } = await renderOne(await images.cmykJpeg(), { format: 'png' });
    // The colours that ink does not have are lost, which is seen; an inversion would be 60.
    expect(await colourDistance(bytes, images.scene())).toBeLessThan(14);
    const inverted = await sharp(bytes).negate().png().toBuffer();
    expect(await colourDistance(inverted, images.scene())).toBeGreaterThan(40);
  });

  test('a grey picture stays grey', async () => {
    const { bytes } = await renderOne(await images.greyPng(), { format: 'png' });
    expect(await colourDistance(bytes, await images.greyPng())).toBeLessThan(SAME);
  });

  test.each(['png', 'webp', 'avif'] as const)(
    'transparent corners stay transparent in %s',
    async (format) => {
      for (const image of [images.transparentPng, images.transparentGreyPng, images.transparentTiff]) {
        const { bytes, width, height } = await renderOne(await image(), { format });
        expect((await pixelAt(bytes, 2, 2))[3]).toBe(0);
        expect((await pixelAt(bytes, width / 2, Math.floor(height / 3)))[3]).toBe(255);
      }
    },
  );

  test('transparent corners become white in JPEG', async () => {
    const { bytes } = await renderOne(await images.transparentPng(), { format: 'jpeg' });
    expect(await pixelAt(bytes, 2, 2)).toEqual([255, 255, 255]);
  });
});

describe('an animation', () => {
  test.each([2, 3, 4, 5, 6, 7, 8] as Orientation[])(
    'has every frame upright and in order with orientation %i',
    async (orientation) => {
      const preview = await renderOne(await images.orientedWebp(orientation), { maxFrames: 10 });
      expect(preview).toMatchObject({ width: 160, height: 120 });
      for (const [page, frame] of images.animationFrames().entries()) {
        const shown = await sharp(preview.bytes, { page }).png().toBuffer();
        expect(await colourDistance(shown, frame)).toBeLessThan(4);
      }
    },
  );

  test.each([
    ['GIF', images.animatedGif],
    ['WebP', images.animatedWebp],
  ])('gives its first frame alone: %s', async (_, image) => {
    const { bytes } = await renderOne(await image(), { format: 'webp' });
    expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
    expect(await colourDistance(bytes, images.animationFrames()[0])).toBeLessThan(4);
  });

  test.each([
    ['webp', images.animatedGif, 'webp'],
    ['original', images.animatedGif, 'gif'],
    ['original', images.animatedWebp, 'webp'],
  ] as const)('keeps its animation when frames are requested: %s', async (format, image, written) => {
    const { previews } = await render(await image(), {
      format,
      maxFrames: 10,
      sizes: [
        { width: 80, height: 80 },
        { width: 160, height: 160 },
      ],
    });
    expect(previews.map(({ width, height }) => [width, height])).toEqual([
      [80, 60],
      [160, 120],
    ]);
    for (const { bytes, width, height } of previews) {
      const header = await sharp(bytes).metadata();
      expect(header).toMatchObject({ format: written, pages: 4, width, height, loop: 2 });
      expect(header.delay).toEqual(images.FRAME_DELAYS);
      for (const [page, frame] of images.animationFrames().entries()) {
        const shown = await sharp(bytes, { page }).png().toBuffer();
        expect(await colourDistance(shown, frame)).toBeLessThan(4);
      }
    }
  });

  test('is animated in each preview, even in a cropped one', async () => {
    const { bytes } = await renderOne(await images.animatedGif(), {
      fit: 'cover',
      maxFrames: 4,
      sizes: [{ width: 100, height: 100 }],
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ pages: 4, width: 100, height: 100 });
  });

  test('shows one frame in a format without animation', async () => {
    const { bytes } = await renderOne(await images.animatedGif(), { format: 'jpeg', maxFrames: 10 });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 160, height: 120 });
    expect(await colourDistance(bytes, images.animationFrames()[0])).toBeLessThan(4);
  });
});

describe('the metadata of a preview', () => {
  test.each(['jpeg', 'webp', 'png', 'avif'] as const)('contains only the copyright: %s', async (format) => {
    const { bytes } = await renderOne(await images.photoWithPosition(), { format });
    const { facts } = await inspect(bytes, limits());
    expect(facts).toMatchObject({ hasGps: false, copyright: images.COPYRIGHT });
    expect(facts).not.toHaveProperty('camera');
    expect(facts).not.toHaveProperty('takenAt');
    expect(bytes.includes('Pinhole')).toBe(false);
    const { icc, iptc } = await sharp(bytes).metadata();
    expect([icc, iptc]).toEqual([undefined, undefined]);
  });

  test('is empty without a copyright', async () => {
    const { bytes } = await renderOne(await images.jpeg(), { format: 'jpeg' });
    const { exif, xmp, icc } = await sharp(bytes).metadata();
    expect([exif, xmp, icc]).toEqual([undefined, undefined, undefined]);
  });

  test('keeps a copyright that ends in parentheses whole', async () => {
    const notice = 'Jane Doe (all rights reserved)';
    const { bytes } = await renderOne(await images.photoBy(notice));
    expect(await inspect(bytes, limits())).toMatchObject({ facts: { copyright: notice } });
  });

  test('keeps a copyright in any script', async () => {
    const { facts, header } = await inspect(await images.jpeg(), limits());
    const image = { facts: { ...facts, copyright: '© 山田太郎 & <Söhne>' }, header };
    const plan = planRendering(image.facts, recipe());
    const { previews } = await renderPreviews(await images.jpeg(), image, plan);
    const { xmpAsString } = await sharp(previews[0]?.bytes).metadata();
    expect(xmpAsString).toContain('© 山田太郎 &amp; &lt;Söhne&gt;');
  });
});

describe('pixels that are damaged', () => {
  test.each([
    ['a truncated JPEG', refused.truncatedJpeg],
    ['a truncated progressive JPEG', refused.truncatedProgressiveJpeg],
    ['a truncated PNG', async () => refused.firstPart(await images.png16(), 0.5)],
    ['a truncated WebP', async () => refused.firstPart(await images.webp(), 0.5)],
    ['a truncated AVIF', async () => refused.firstPart(await images.avif(), 0.7)],
    ['a truncated GIF', async () => refused.firstPart(await images.animatedGif(), 0.2)],
    ['a truncated TIFF', async () => refused.firstPart(await images.tiff(), 0.5)],
    ['a PNG without pixels', async () => refused.pngOfNothing()],
  ])('%s is a corrupt image', async (_, image) => {
    const bytes = await image();
    await expect(render(bytes)).rejects.toMatchObject({ code: 'CORRUPT_IMAGE', retryable: false });
  });

  test('are explained to the photographer', async () => {
    await expect(render(await refused.truncatedJpeg())).rejects.toThrow(
      'The picture in this JPEG is damaged or cut off. Export the photo again and upload it.',
    );
  });
});

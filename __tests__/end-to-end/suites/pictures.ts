import sharp from 'sharp';
import type { Orientation } from '../../../photo-generators/orientation';
import { heicOfTelephone } from '../../fixtures/heic-images';
import * as images from '../../fixtures/images';
import { colourDistance, pixelAt } from '../../support/compare-pictures';
import type { Deployment } from '../../support/deployment';

/** Colour distances of two pictures that look the same to anybody, encoders' losses included. */
const SAME = 4;

/** What people see: the pixels of the previews that the deployed bundle made. */
export function describePictures(opened: () => Deployment): void {
  /** The largest preview of an image. */
  async function previewOf(name: string, bytes: Buffer) {
    const record = await opened().process(`uploads/pictures/${name}`, bytes);
    expect(record).toMatchObject({ processingStatus: 'COMPLETED' });
    const preview = record.previews?.at(-1);
    if (!preview) throw new Error(`${name} has no preview`);
    return { record, preview, bytes: (await opened().read(preview)).bytes };
  }

  describe('a preview', () => {
    it('is upright for every EXIF orientation', async () => {
      const orientations: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
      const previews = await Promise.all(
        orientations.map(async (orientation) =>
          previewOf(`orientation-${orientation}.jpg`, await images.orientedJpeg(orientation)),
        ),
      );
      for (const { preview, bytes } of previews) {
        expect(preview).toMatchObject({ width: 400, height: 300 });
        expect(await colourDistance(bytes, images.scene())).toBeLessThan(SAME);
      }
    });

    it('has the colours of a Display P3 photo in sRGB', async () => {
      const { bytes } = await previewOf('p3.jpg', await images.displayP3Jpeg([200, 120, 80]));
      // The same colour by the matrices of CSS Color 4, section 17.
      const srgb = [213, 118, 73];
      const pixel = await pixelAt(bytes, 80, 60);
      for (const [channel, value] of srgb.entries())
        expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThan(5);
      expect((await sharp(bytes).metadata()).space).toBe('srgb');
    });

    it('does not invert a CMYK JPEG', async () => {
      const { bytes } = await previewOf('cmyk.jpg', await images.cmykJpeg());
      const inverted = await sharp(bytes).negate().png().toBuffer();
      expect(await colourDistance(bytes, images.scene())).toBeLessThan(
        (await colourDistance(inverted, images.scene())) / 2,
      );
    });

    it('keeps the transparency of a PNG', async () => {
      const { record, bytes } = await previewOf('cut-out.png', await images.transparentPng());
      expect(record.hasAlpha).toBe(true);
      expect((await pixelAt(bytes, 0, 0))[3]).toBe(0);
    });

    it('shows the first frame of an animated GIF', async () => {
      const { preview, bytes } = await previewOf('animated.gif', await images.animatedGif());
      expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
      const first = await sharp(await images.animatedGif())
        .png()
        .toBuffer();
      expect(preview.width / preview.height).toBeCloseTo(4 / 3, 1);
      expect(await colourDistance(bytes, first)).toBeLessThan(SAME);
    });

    it.each([
      ['a 16-bit PNG', images.png16],
      ['a TIFF', images.tiff],
      ['an AVIF', images.avif],
      ['a WebP', images.webp],
    ])('shows the picture of %s', async (name, image) => {
      const { bytes } = await previewOf(name, await image());
      expect(await colourDistance(bytes, images.scene())).toBeLessThan(SAME);
    });

    it('shows the picture of a HEIC upright', async () => {
      const { record, bytes } = await previewOf('telephone.heic', await heicOfTelephone());
      expect(record).toMatchObject({ format: 'heic', contentType: 'image/heic', width: 96, height: 128 });
      const [red = 0, green = 0, blue = 0] = await pixelAt(bytes, 4, 4);
      expect(blue).toBeGreaterThan(Math.max(red, green) + 50);
    });

    it('is never larger than its original', async () => {
      const { record } = await previewOf('tiny.png', await images.tinyPng());
      for (const { width, height } of record.previews ?? []) expect([width, height]).toEqual([40, 30]);
    });

    it('does not reveal where the photo was taken, and neither does its record', async () => {
      const { record } = await previewOf('position.jpg', await images.photoWithPosition());
      const fields = Object.keys(record);
      expect(fields.filter((field) => /gps|lat|lon|alt|position|place/i.test(field))).toEqual(['hasGps']);
      expect(record).toMatchObject({
        hasGps: true,
        camera: 'Darkroom Pinhole One',
        takenAt: '2024-06-21T05:12:40',
        copyright: images.COPYRIGHT,
      });
      for (const preview of record.previews ?? []) {
        const { exif } = await sharp((await opened().read(preview)).bytes).metadata();
        expect(exif?.includes(Buffer.from([0x88, 0x25])) ?? false).toBe(false);
        expect(exif?.includes(Buffer.from([0x25, 0x88])) ?? false).toBe(false);
      }
    });
  });
}

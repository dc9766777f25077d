import { decodeHeic, UndecodableHeicError } from '../../../lambda/domain/image/heif/heic-decoder';
import { readHeifPicture } from '../../../lambda/domain/image/heif/heif-picture';
import { inspect } from '../../../lambda/domain/image/inspect';
import { heicPhoto } from '../../../photo-generators/heic-photo';
import * as heics from '../../fixtures/heic-images';
import { pixelAt } from '../../support/compare-pictures';
import { limits, render, renderOne } from '../../support/rendering';

type Rgb = readonly [number, number, number];
const [RED, GREEN, BLUE, YELLOW]: readonly Rgb[] = [
  [200, 40, 40],
  [40, 160, 60],
  [40, 70, 200],
  [230, 200, 60],
];

/** The colours near the corners of a preview: top left, top right, bottom left, bottom right. */
async function corners(heic: Buffer): Promise<number[][]> {
  const { bytes, width, height } = await renderOne(heic, { format: 'png' });
  const [left, right, top, bottom] = [4, width - 5, 3, height - 4];
  return Promise.all(
    [
      [left, top],
      [right, top],
      [left, bottom],
      [right, bottom],
    ].map(async ([x = 0, y = 0]) => (await pixelAt(bytes, x, y)).slice(0, 3)),
  );
}

async function expectCorners(heic: Buffer, expected: readonly (Rgb | undefined)[]): Promise<void> {
  for (const [index, found] of (await corners(heic)).entries()) {
    const wanted = expected[index] ?? [0, 0, 0];
    const distance = Math.max(...found.map((value, channel) => Math.abs(value - (wanted[channel] ?? 0))));
    expect({ corner: index, found, isNear: distance < 25 }).toEqual({ corner: index, found, isNear: true });
  }
}

describe('a HEIC', () => {
  it('is shown as an encoder wrote it', async () => {
    const { facts } = await render(heics.encodedHeic());
    expect(facts).toMatchObject({ format: 'heic', contentType: 'image/heic', frames: 1, hasAlpha: false });
    expect(facts).toMatchObject(heics.QUARTERS);
    await expectCorners(heics.encodedHeic(), [RED, GREEN, BLUE, YELLOW]);
  });

  it.each([
    [1, [GREEN, YELLOW, RED, BLUE]],
    [2, [YELLOW, BLUE, GREEN, RED]],
    [3, [BLUE, RED, YELLOW, GREEN]],
  ] as const)('is upright when it was turned by %d quarters', async (turns, expected) => {
    await expectCorners(heics.heic({ turns }), expected);
    const { facts } = await render(heics.heic({ turns }));
    expect(facts.width > facts.height).toBe(turns === 2);
  });

  it.each([
    [0, [BLUE, YELLOW, RED, GREEN]],
    [1, [GREEN, RED, YELLOW, BLUE]],
  ] as const)('mirrored over axis %d is the right way round', async (mirror, expected) => {
    await expectCorners(heics.heic({ mirror }), expected);
  });

  it('is turned once for a phone’s photo, although EXIF also contains the orientation', async () => {
    const heic = await heics.heicOfTelephone();
    await expectCorners(heic, [BLUE, RED, YELLOW, GREEN]);
    const { facts } = await render(heic);
    expect(facts).toMatchObject({ width: 96, height: 128, orientation: 1 });
  });

  it('contains the camera and date of a phone’s photo, and whether it has a position', async () => {
    const { facts } = await render(await heics.heicOfTelephone());
    expect(facts).toMatchObject({ camera: expect.stringContaining('Pinhole'), hasGps: true });
    expect(facts.takenAt).toBe('2024-06-21T05:12:40');
  });

  it('is one picture when it is made of tiles', async () => {
    await expectCorners(heics.heicGrid(), [RED, GREEN, BLUE, YELLOW]);
    const { facts } = await render(heics.heicGrid());
    expect(facts).toMatchObject({ width: 128, height: 128, frames: 1 });
  });

  it('is cut to its size when its tiles reach beyond it', async () => {
    const heic = heics.heicGrid({ size: { width: 100, height: 90 }, turns: 1 });
    const { facts } = await render(heic);
    expect(facts).toMatchObject({ width: 90, height: 100 });
    await expectCorners(heic, [GREEN, YELLOW, RED, BLUE]);
  });

  it('keeps its alpha channel', async () => {
    const { facts } = await render(heics.transparentHeic());
    expect(facts.hasAlpha).toBe(true);
    const { bytes } = await renderOne(heics.transparentHeic(), { format: 'png' });
    expect((await pixelAt(bytes, 2, 2))[3]).toBe(0);
    expect((await pixelAt(bytes, 64, 48))[3]).toBe(255);
  });

  it('is shown with 10 bits a channel', async () => {
    const { bytes } = await renderOne(heics.deepHeic(), { format: 'png' });
    const [left, right] = await Promise.all([pixelAt(bytes, 2, 40), pixelAt(bytes, 125, 40)]);
    expect(left[0]).toBeLessThan(20);
    expect(right[0]).toBeGreaterThan(235);
  });

  it('is converted from Display P3 to sRGB', async () => {
    const { bytes } = await renderOne(await heics.displayP3Heic(), { format: 'png' });
    const [red = 0, green = 0] = await pixelAt(bytes, 4, 3);
    expect(red).toBeGreaterThan(210);
    expect(green).toBeLessThan(40);
  });

  it('shows the primary one of several pictures', async () => {
    await expectCorners(heics.heicAlbum(), [RED, GREEN, BLUE, YELLOW]);
    const { facts } = await render(heics.heicAlbum(), { maxFrames: 50 });
    expect(facts.frames).toBe(1);
  });

  it.each([
    ['pq', { transfer: 16 }],
    ['hlg', { transfer: 18 }],
    ['gain-map', { auxiliaryType: 'urn:com:apple:photo:2020:aux:hdrgainmap' }],
  ] as const)('reports high dynamic range: %s', async (hdr, plan) => {
    const { facts } = await render(heics.deepHeic(plan));
    expect(facts.hdr).toBe(hdr);
  });

  it('becomes a JPEG, or a PNG if it is transparent, when previews keep the format', async () => {
    const opaque = await renderOne(heics.heic(), { format: 'original' });
    const transparent = await renderOne(heics.transparentHeic(), { format: 'original' });
    expect([opaque.format, transparent.format]).toEqual(['jpeg', 'png']);
  });
});

describe('a HEIC that contradicts its header', () => {
  const refusalOf = (heic: Buffer) => render(heic).catch((error: unknown) => error);

  it.each([0.05, 0.2, 0.5, 0.8, 0.99])('is refused when it is cut off at %d of its length', async (share) => {
    const heic = heics.encodedHeic();
    expect(await refusalOf(heic.subarray(0, heic.length * share))).toMatchObject({ code: 'CORRUPT_IMAGE' });
  });

  it('is refused when a tile is missing', async () => {
    expect(await refusalOf(heics.heicGrid().subarray(0, -200))).toMatchObject({ code: 'CORRUPT_IMAGE' });
  });

  it.each([
    ['smaller', { width: 64, height: 48 }],
    ['larger', { width: 1280, height: 960 }],
  ])('is refused when it is %s than its header says', async (_, size) => {
    expect(await refusalOf(heics.heicOfAnotherSize(size))).toMatchObject({
      code: 'CORRUPT_IMAGE',
      message: 'The picture in this HEIC is damaged or cut off. Export the photo again and upload it.',
    });
  });

  it('is refused as before when HEIC input is off', async () => {
    await expect(inspect(heics.encodedHeic(), limits({ heicInput: false }))).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message:
        'This file is a HEIC photo, not a photo Darkroom can read. Upload a JPEG, PNG, WebP, AVIF, GIF or TIFF.',
    });
  });

  it('is refused by its header when that declares too many pixels', async () => {
    const heic = heics.heicOfAnotherSize({ width: 30_000, height: 30_000 });
    expect(await refusalOf(heic)).toMatchObject({ code: 'TOO_MANY_PIXELS' });
  });
});

it('the thread that decodes a HEIC ends at once when it is given up', async () => {
  const heic = heics.encodedHeic();
  const picture = readHeifPicture(heic);
  if (!picture) throw new Error('The fixture is no HEIC.');
  await decodeHeic(heic, picture);
  const giveUp = new AbortController();
  const decoding = decodeHeic(heic, picture, giveUp.signal);
  setImmediate(() => giveUp.abort());
  await expect(decoding).rejects.toThrow('The HEIC decoder was ended.');
});

it('the thread that decodes a HEIC gets no more memory than its header explains', async () => {
  const heic = await heicPhoto(4032, 3024);
  const picture = readHeifPicture(heic);
  if (!picture) throw new Error('The photo is no HEIC.');
  await expect(decodeHeic(heic, { ...picture, codedPixels: 0 })).rejects.toThrow(UndecodableHeicError);
  expect((await decodeHeic(heic, picture)).length).toBeGreaterThan(4032 * 3024 * 3);
});

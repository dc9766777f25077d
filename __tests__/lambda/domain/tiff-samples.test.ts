import { open } from '../../../photo-generators/painting';
import { scene } from '../../fixtures/images';
import { EXTRA, MODEL, type RawTiff, rawTiff, SAMPLE_FORMAT } from '../../fixtures/raw-tiff';
import { colourDistance, pixelAt } from '../../support/compare-pictures';
import { render, renderOne } from '../../support/rendering';

const [WIDTH, HEIGHT] = [64, 48];

/** `scene` at a small size, as pixels. */
async function sceneAt(): Promise<(x: number, y: number) => number[]> {
  const pixels = await open(scene()).resize(WIDTH, HEIGHT, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  return (x, y) => [...pixels.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)];
}

const grey = ([red = 0, green = 0, blue = 0]: readonly number[]): number =>
  Math.round((red + green + blue) / 3);
const rgbCanvas = (pixelAt: RawTiff['pixelAt']) =>
  rawTiff({ width: WIDTH, height: HEIGHT, model: MODEL.rgb, bits: 8, pixelAt });

/** What lies in a channel that nobody is to see. */
const hidden = (x: number, y: number): number => (x * 37 + y * 11) % 256;

describe('channels that are neither colour nor declared as transparency', () => {
  it.each([
    ['one behind RGB, such as a saved selection', 8, [EXTRA.unspecified]],
    ['two behind RGB', 8, [EXTRA.unspecified, EXTRA.unspecified]],
    ['five behind RGB', 8, Array<number>(5).fill(EXTRA.unspecified)],
    ['two behind RGB of 16 bits', 16, [EXTRA.unspecified, EXTRA.unspecified]],
  ] as const)('%s are not shown', async (_, bits, extra) => {
    const shown = await sceneAt();
    const scale = bits === 16 ? 257 : 1;
    const pixelAt: RawTiff['pixelAt'] = (x, y) =>
      [...shown(x, y), ...extra.map(() => hidden(x, y))].map((value) => value * scale);
    const tiff = rawTiff({ width: WIDTH, height: HEIGHT, model: MODEL.rgb, bits, extra, pixelAt });
    const { facts } = await render(tiff);
    expect(facts.hasAlpha).toBe(false);
    const { bytes } = await renderOne(tiff, { format: 'png' });
    expect(await colourDistance(bytes, rgbCanvas(shown))).toBeLessThan(1);
  });

  it.each([8, 16] as const)('are not shown behind grey of %d bits', async (bits) => {
    const shown = await sceneAt();
    const scale = bits === 16 ? 257 : 1;
    const extra = [EXTRA.unspecified, EXTRA.unspecified];
    const pixelAt: RawTiff['pixelAt'] = (x, y) =>
      [grey(shown(x, y)), hidden(x, y), hidden(y, x)].map((value) => value * scale);
    const tiff = rawTiff({ width: WIDTH, height: HEIGHT, model: MODEL.grey, bits, extra, pixelAt });
    const { bytes } = await renderOne(tiff, { format: 'png' });
    const expected = rgbCanvas((x, y) => Array<number>(3).fill(grey(shown(x, y))));
    expect(await colourDistance(bytes, expected)).toBeLessThan(1);
  });

  it('are not shown behind CMYK', async () => {
    const inks = (x: number, y: number) => [x * 3, y * 4, 30, 10];
    const cmyk = (extra: readonly number[]) =>
      rawTiff({
        width: WIDTH,
        height: HEIGHT,
        model: MODEL.cmyk,
        bits: 8,
        extra,
        pixelAt: (x, y) => [...inks(x, y), ...extra.map(() => hidden(x, y))],
      });
    const { bytes } = await renderOne(cmyk([EXTRA.unspecified]), { format: 'png' });
    const plain = await renderOne(cmyk([]), { format: 'png' });
    expect(await colourDistance(bytes, plain.bytes)).toBeLessThan(1);
  });

  it('leave one that is declared as transparency, wherever it is', async () => {
    const shown = await sceneAt();
    const extra = [EXTRA.unspecified, EXTRA.alpha];
    const samplesAt: RawTiff['pixelAt'] = (x, y) => [...shown(x, y), hidden(x, y), x < WIDTH / 2 ? 0 : 255];
    const tiff = rawTiff({
      width: WIDTH,
      height: HEIGHT,
      model: MODEL.rgb,
      bits: 8,
      extra,
      pixelAt: samplesAt,
    });
    const { facts } = await render(tiff);
    expect(facts.hasAlpha).toBe(true);
    const { bytes } = await renderOne(tiff, { format: 'png' });
    expect((await pixelAt(bytes, 5, 20))[3]).toBe(0);
    expect((await pixelAt(bytes, 60, 20))[3]).toBe(255);
  });
});

/** A ramp from left to right. */
const ramp = (from: number, to: number) => (x: number) => from + ((to - from) * x) / (WIDTH - 1);
const NO_DATA = 42_113;

describe('samples that are not shades of light', () => {
  const kinds: ReadonlyArray<readonly [string, Partial<RawTiff>, (x: number) => number]> = [
    ['floats from 0 to 1', { format: SAMPLE_FORMAT.float, bits: 32 }, ramp(0, 1)],
    ['floats in metres', { format: SAMPLE_FORMAT.float, bits: 32 }, ramp(-10, 3000)],
    ['unsigned numbers of 32 bits', { bits: 32 }, (x) => Math.round(ramp(0, 4_294_967_000)(x))],
    [
      'signed numbers of 16 bits',
      { format: SAMPLE_FORMAT.signed, bits: 16 },
      (x) => Math.round(ramp(-10, 3000)(x)),
    ],
    [
      'signed numbers of 32 bits',
      { format: SAMPLE_FORMAT.signed, bits: 32 },
      (x) => Math.round(ramp(-7e5, 7e5)(x)),
    ],
  ];

  it.each(kinds)('%s are stretched over the range that they have', async (_, kind, value) => {
    const tiff = rawTiff({
      width: WIDTH,
      height: HEIGHT,
      model: MODEL.grey,
      bits: 8,
      ...kind,
      pixelAt: (x) => [value(x)],
    });
    const { bytes } = await renderOne(tiff, { format: 'png' });
    const shades = await Promise.all([0, 21, 42, 63].map(async (x) => (await pixelAt(bytes, x, 20))[0] ?? 0));
    for (const [index, shade] of shades.entries()) expect(Math.abs(shade - index * 85)).toBeLessThan(8);
  });

  it('do not count when they mean "not measured"', async () => {
    const tiff = rawTiff({
      width: WIDTH,
      height: HEIGHT,
      model: MODEL.grey,
      bits: 32,
      format: SAMPLE_FORMAT.float,
      texts: { [NO_DATA]: '-9999' },
      pixelAt: (x, y) => [y < 4 ? -9999 : y < 8 ? Number.NaN : y < 12 ? -3.4e38 : ramp(100, 200)(x)],
    });
    const { bytes } = await renderOne(tiff, { format: 'png' });
    expect((await pixelAt(bytes, 0, 40))[0]).toBeLessThan(8);
    expect((await pixelAt(bytes, 32, 40))[0]).toBeGreaterThan(100);
    expect((await pixelAt(bytes, 63, 40))[0]).toBeGreaterThan(247);
  });

  it('are shades of light with 8 bits, whatever their label says', async () => {
    const tiff = rawTiff({
      width: WIDTH,
      height: HEIGHT,
      model: MODEL.grey,
      bits: 8,
      tags: { 339: SAMPLE_FORMAT.signed },
      pixelAt: (x) => [Math.round(ramp(40, 240)(x))],
    });
    const { bytes } = await renderOne(tiff, { format: 'png' });
    expect(Math.abs(((await pixelAt(bytes, 0, 20))[0] ?? 0) - 40)).toBeLessThan(6);
    expect(Math.abs(((await pixelAt(bytes, 63, 20))[0] ?? 0) - 240)).toBeLessThan(6);
  });
});

describe('a TIFF that cannot be shown correctly', () => {
  const tiny = { width: 8, height: 8, model: MODEL.grey, bits: 8, pixelAt: () => [9] } as const;

  it.each<[string, RawTiff]>([
    ['a TIFF with Zstandard (ZSTD) compression', { ...tiny, tags: { 259: 50_000 } }],
    ['a TIFF with LZMA compression', { ...tiny, tags: { 259: 34_925 } }],
    ['a TIFF with LERC compression', { ...tiny, tags: { 259: 34_887 } }],
    ['a TIFF with JPEG 2000 compression', { ...tiny, tags: { 259: 34_712 } }],
    ['a TIFF with compression 12345', { ...tiny, tags: { 259: 12_345 } }],
    ['a TIFF of complex numbers', { ...tiny, bits: 32, tags: { 339: 6 } }],
    ['a TIFF with 12-bit unsigned samples', { ...tiny, tags: { 258: 12 } }],
    ['a TIFF of inks other than CMYK', { ...tiny, model: MODEL.cmyk, tags: { 332: 2 } }],
    [
      'a TIFF in YCbCr colours without JPEG compression',
      { ...tiny, model: MODEL.ycbcr, pixelAt: () => [9, 128, 128] },
    ],
    [
      'a TIFF in CIELAB colours with 8-bit samples',
      { ...tiny, model: MODEL.cielab, pixelAt: () => [9, 0, 0] },
    ],
    [
      'a TIFF with 16-bit signed samples in colour',
      { ...tiny, model: MODEL.rgb, bits: 16, format: SAMPLE_FORMAT.signed, pixelAt: () => [9, 0, 0] },
    ],
    ['a TIFF of colour model 32803', { ...tiny, model: 32_803 }],
  ])('is refused by name: %s', async (name, spec) => {
    await expect(render(rawTiff(spec))).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: `This file is ${name}, not a photo Darkroom can read. Upload a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF.`,
    });
  });
});

import sharp from 'sharp';
import type { RecordedFocus } from '../../../lambda/domain/image-record';
import { cropAround, parseFocalPoint } from '../../../lambda/domain/previews/focal-point';
import type { CropPosition } from '../../../lambda/domain/previews/preset';
import { planPreview } from '../../../lambda/domain/previews/preview-dimensions';
import { bookOfOne } from '../../../lambda/domain/previews/recipe-book';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { preset, recipe, render } from '../../support/rendering';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const WIDTH = 480;
const HEIGHT = 320;
const RADIUS = 22;

/** A grey photo with a saturated disc around a point, in fractions. */
async function photoWithDisc(
  x: number,
  y: number,
  { orientation = 1, format = 'jpeg' } = {},
): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let row = 0, at = 0; row < HEIGHT; row += 1) {
    for (let column = 0; column < WIDTH; column += 1, at += 3) {
      const isDisc = Math.hypot(column - x * WIDTH, row - y * HEIGHT) < RADIUS;
      pixels.set(isDisc ? [216, 30, 30] : [140, 140, 140], at);
    }
  }
  const upright = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
  // Stored turned, so that the orientation turns it back.
  const turn = { 1: 0, 6: -90, 3: 180, 8: 90 }[orientation] ?? 0;
  const stored = sharp(upright).rotate(turn);
  return format === 'png'
    ? stored.png().toBuffer()
    : stored.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

const square = (position: CropPosition) =>
  preset({ width: 80, height: 80, fit: 'cover', position, formats: ['png'] });

/** How red a picture is at its middle, 0 to 1. */
async function rednessOf(bytes: Buffer | undefined): Promise<number> {
  const { dominant, channels } = await sharp(bytes).removeAlpha().stats();
  expect(dominant).toBeDefined();
  const [red, green] = channels;
  return ((red?.mean ?? 0) - (green?.mean ?? 0)) / 255;
}

async function crop(photo: Buffer, position: CropPosition, focus?: RecordedFocus) {
  const rendering = await render(photo, { presets: [square(position)] }, { focus });
  return { redness: await rednessOf(rendering.previews[0]?.bytes), focus: rendering.focus };
}

describe('a crop', () => {
  it('keeps what stands out, by attention, and the record says where that is', async () => {
    const photo = await photoWithDisc(0.9, 0.5);
    const { redness, focus } = await crop(photo, 'attention');
    expect(redness).toBeGreaterThan(0.005);
    expect((await crop(photo, 'centre')).redness).toBeLessThan(0.002);
    expect(focus).toEqual({ x: expect.closeTo(0.9, 1), y: expect.closeTo(0.5, 0.7), from: 'attention' });
  });

  it('keeps the busiest part by entropy', async () => {
    const photo = await photoWithDisc(0.08, 0.5);
    expect((await crop(photo, 'entropy')).redness).toBeGreaterThan(0.005);
    expect((await crop(photo, 'entropy')).focus).toBeUndefined();
  });

  it('keeps the chosen focus, whatever stands out', async () => {
    const photo = await photoWithDisc(0.9, 0.5);
    const chosen: RecordedFocus = { x: 0.1, y: 0.5, from: 'metadata' };
    expect(await crop(photo, 'focus', chosen)).toEqual({ redness: expect.closeTo(0, 2), focus: chosen });
    const other = await crop(photo, 'focus', { ...chosen, x: 0.9 });
    expect(other.redness).toBeGreaterThan(0.005);
  });

  it('falls back to attention without a chosen focus', async () => {
    const { redness, focus } = await crop(await photoWithDisc(0.9, 0.5), 'focus');
    expect(redness).toBeGreaterThan(0.005);
    expect(focus?.from).toBe('attention');
  });

  it.each([1, 3, 6, 8])(
    'takes the point of the upright picture with EXIF orientation %d',
    async (orientation) => {
      const photo = await photoWithDisc(0.92, 0.5, { orientation });
      const at = await crop(photo, 'focus', { x: 0.92, y: 0.5, from: 'request' });
      const away = await crop(photo, 'focus', { x: 0.08, y: 0.5, from: 'request' });
      expect(at.redness).toBeGreaterThan(0.005);
      expect(away.redness).toBeLessThan(0.002);
    },
  );

  it('is the same part of every frame of an animation', async () => {
    const frames = await Promise.all([0.9, 0.1].map((x) => photoWithDisc(x, 0.5, { format: 'png' })));
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const presets = [{ ...square('attention'), formats: ['webp'] as const }];
    const { previews } = await render(animation, { presets, maxFrames: 2 });
    const pages = await Promise.all(
      [0, 1].map((page) => sharp(previews[0]?.bytes, { page }).png().toBuffer().then(rednessOf)),
    );
    expect(pages[0]).toBeGreaterThan(0.005);
    expect(pages[1]).toBeLessThan(0.002);
  });

  it('is the whole photo when the photo is as small as its box', async () => {
    const tiny = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#d81e1e' } })
      .png()
      .toBuffer();
    for (const position of ['attention', 'entropy', 'focus'] as const) {
      const { previews } = await render(tiny, { presets: [square(position)] });
      expect(previews[0]).toMatchObject({ width: 3, height: 2 });
    }
  });
});

describe('the crop around a point', () => {
  const plan = planPreview({ width: 400, height: 200 }, { width: 100, height: 100 }, 'cover');

  it.each([
    [0.5, 50],
    [0, 0],
    [1, 100],
    [0.3, 10],
  ])('has %d in its middle, as far as the edges allow', (x, left) => {
    expect(cropAround(plan, { x, y: 0.5 })).toEqual({ left, top: 0, width: 100, height: 100 });
  });
});

describe('a focal point in metadata', () => {
  it.each([
    ['0.4,0.3', { x: 0.4, y: 0.3 }],
    [' 0 , 1 ', { x: 0, y: 1 }],
    ['.25,1.0', { x: 0.25, y: 1 }],
    ['0.12345,0.5', { x: 0.123, y: 0.5 }],
  ])('is read from %j', (text, point) => {
    expect(parseFocalPoint(text)).toEqual(point);
  });

  it.each([undefined, '', '0.4', '0.4,0.3,0.2', '1.1,0', '-0.1,0', 'a,b', '40%,30%', '1e0,0', 'NaN,0'])(
    'is not read from %j',
    (text) => {
      expect(parseFocalPoint(text)).toBeUndefined();
    },
  );

  const upload = async (metadata: Record<string, string>) => {
    const pipeline = inMemoryPipeline({ recipes: bookOfOne(recipe({ presets: [square('focus')] })) });
    const object = pipeline.store.put(SOURCE_BUCKET, 'uploads/a.jpg', await photoWithDisc(0.9, 0.5), {
      metadata,
    });
    const event = uploadEvent(object);
    await processUpload(event, attemptBy('m-1'), pipeline.dependencies);
    return pipeline.catalog.records[0];
  };

  it('is used, and recorded as such', async () => {
    expect((await upload({ focus: '0.2,0.4' }))?.focus).toEqual({ x: 0.2, y: 0.4, from: 'metadata' });
  });

  it('is ignored when it is invalid, because that is no reason to refuse a photo', async () => {
    expect((await upload({ focus: 'left' }))?.focus).toMatchObject({ from: 'attention' });
  });
});

import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import type { Raster } from '../../../lambda/domain/image/image-decoder';
import { dominantColorOf, smallPictureOf, thumbHashOf } from '../../../lambda/domain/previews/placeholder';
import { type Colour, cutOut, paint } from '../../../photo-generators/painting';

const BLUE: Colour = [40, 90, 200];
const ORANGE: Colour = [250, 140, 20];

/** Two thirds blue, the rest orange, 300 x 200. */
const flag: Raster = { ...paint(300, 200, (u) => (u < 2 / 3 ? BLUE : ORANGE)), frames: 1 };

describe('the small picture', () => {
  test('has the shape of the frame, in 50 pixels at most', () => {
    expect(smallPictureOf(flag)).toMatchObject({ width: 50, height: 34 });
  });

  test('is the frame itself when that is small', () => {
    const { data } = paint(2, 1, (u) => (u < 0.5 ? BLUE : ORANGE));
    const { rgba } = smallPictureOf({ data, width: 2, height: 1, frames: 1, channels: 3 });
    expect([...rgba]).toEqual([...BLUE, 255, ...ORANGE, 255]);
  });

  test('shows the first frame of an animation', () => {
    const frames = Buffer.concat([paint(4, 4, () => BLUE).data, paint(4, 4, () => ORANGE).data]);
    const picture = smallPictureOf({ data: frames, width: 4, height: 4, frames: 2, channels: 3 });
    expect(picture).toMatchObject({ width: 4, height: 4 });
    expect(dominantColorOf(picture)).toBe('#285ac8');
  });

  test('does not take the colour of transparent pixels for the colour of their neighbours', () => {
    const halfClear = cutOut(
      paint(100, 100, (u) => (u < 0.507 ? BLUE : ORANGE)),
      (u) => (u < 0.507 ? 1 : 0),
    );
    const { rgba, width } = smallPictureOf({ ...halfClear, frames: 1 });
    // The square that the edge runs through.
    const edge = [...rgba.subarray(25 * 4, 25 * 4 + 4)];
    expect([width, edge]).toEqual([50, [...BLUE, 128]]);
  });
});

test('the dominant colour is the one most of the picture has', () => {
  expect(dominantColorOf(smallPictureOf(flag))).toBe('#285ac8');
});

test('a transparent surrounding is not the dominant colour', () => {
  const inBadge = (u: number, v: number) => Math.hypot(u - 0.5, v - 0.5) < 0.2;
  const picture = paint(60, 60, (u, v) => (inBadge(u, v) ? ORANGE : BLUE));
  const badge = cutOut(picture, (u, v) => (inBadge(u, v) ? 1 : 0));
  expect(dominantColorOf(smallPictureOf({ ...badge, frames: 1 }))).toBe('#fa8c14');
});

test('an empty picture is white', () => {
  const nothing = cutOut(
    paint(10, 10, () => BLUE),
    () => 0,
  );
  expect(dominantColorOf(smallPictureOf({ ...nothing, frames: 1 }))).toBe('#ffffff');
});

test('the ThumbHash contains shape and average colour', () => {
  const hash = Buffer.from(thumbHashOf(smallPictureOf(flag)), 'base64');
  expect(hash.length).toBeLessThan(30);
  expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(1.5, 0);
  const { r, g, b, a } = thumbHashToAverageRGBA(hash);
  const mean = [0, 1, 2].map((at) => ((BLUE[at] ?? 0) * 2 + (ORANGE[at] ?? 0)) / 3 / 255);
  for (const [index, value] of [r, g, b].entries())
    expect(Math.abs(value - (mean[index] ?? 0))).toBeLessThan(0.06);
  expect(a).toBe(1);
});

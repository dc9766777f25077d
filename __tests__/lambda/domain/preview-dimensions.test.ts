import sharp from 'sharp';
import type { PreviewFit, PreviewSize } from '../../../lambda/domain/previews/preset';
import { planPreview } from '../../../lambda/domain/previews/preview-dimensions';
import { hash } from '../../../photo-generators/noise';

const BOXES: readonly PreviewSize[] = [
  { width: 150, height: 150 },
  { width: 300, height: 300 },
  { width: 160, height: 90 },
];

/** 300 shapes from 1:8 to 8:1, some of them smaller than a box, and the ones people's cameras make. */
const SHAPES: readonly PreviewSize[] = [
  ...[
    [4032, 3024],
    [3000, 2000],
    [1920, 1080],
    [600, 1],
    [1, 600],
    [301, 300],
    [450, 301],
    [40, 30],
    // The shorter edge comes to a half, give or take the last bit of a floating-point number.
    [78, 936],
    [85, 3400],
    [260, 221],
    [351, 936],
  ].map(([width = 1, height = 1]) => ({ width, height })),
  ...Array.from({ length: 288 }, (_, index) => ({
    width: 1 + Math.floor(hash(index, 1) ** 2 * 700),
    height: 1 + Math.floor(hash(index, 2) ** 2 * 700),
  })),
];

/** What the image library makes of a shape when it resizes directly. */
async function resized({ width, height }: PreviewSize, box: PreviewSize, fit: PreviewFit) {
  const { info } = await sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .resize(box.width, box.height, { fit, withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height };
}

test.each(['inside', 'cover'] as const)(
  'the dimensions of %s equal those of a direct resize, in 300 shapes and 3 boxes',
  async (fit) => {
    const different: unknown[] = [];
    for (const shape of SHAPES) {
      for (const box of BOXES) {
        const { width, height } = planPreview(shape, box, fit).crop;
        const direct = await resized(shape, box, fit);
        if (width !== direct.width || height !== direct.height) {
          different.push({ shape, box, planned: { width, height }, direct });
        }
      }
    }
    expect(SHAPES).toHaveLength(300);
    expect(different).toEqual([]);
  },
);

test('nothing is enlarged', () => {
  const shape = { width: 40, height: 30 };
  const whole = { scaled: shape, crop: { ...shape, left: 0, top: 0 } };
  expect(planPreview(shape, { width: 150, height: 150 }, 'inside')).toEqual(whole);
  expect(planPreview(shape, { width: 150, height: 150 }, 'cover')).toEqual(whole);
});

test('cover cuts the same off both ends', () => {
  expect(planPreview({ width: 600, height: 300 }, { width: 150, height: 150 }, 'cover')).toEqual({
    scaled: { width: 300, height: 150 },
    crop: { left: 75, top: 0, width: 150, height: 150 },
  });
});

test('an image that is too narrow for the box to cover keeps its width', () => {
  const { crop } = planPreview({ width: 100, height: 400 }, { width: 150, height: 150 }, 'cover');
  expect(crop).toEqual({ left: 0, top: 125, width: 100, height: 150 });
});

test('a line keeps a pixel of its shorter edge', () => {
  const { scaled } = planPreview({ width: 9000, height: 1 }, { width: 150, height: 150 }, 'inside');
  expect(scaled).toEqual({ width: 150, height: 1 });
});

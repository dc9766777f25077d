import sharp from 'sharp';
import { inspect } from '../../../lambda/domain/image/inspect';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import { cascade, sizeBySize } from '../../../scripts/bench/peers/sharp-strategies';
import { largeJpeg } from '../../fixtures/images';
import { recipe } from '../../support/rendering';

const EDGES = [800, 300, 150];

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 100_000_000, maxFrames: 1 };

async function darkroom(photo: Buffer): Promise<Buffer[]> {
  const sizes = EDGES.map((edge) => ({ width: edge, height: edge }));
  const image = await inspect(photo, LIMITS);
  const { previews } = await renderPreviews(photo, image, planRendering(image.facts, recipe({ sizes })));
  return previews.map(({ bytes }) => bytes);
}

const headersOf = (previews: readonly Buffer[]) =>
  Promise.all(previews.map((preview) => sharp(preview).metadata()));

it('renders the same bytes as Darkroom in one cascade', async () => {
  const photo = await largeJpeg();
  expect(await cascade(photo, EDGES, 'webp')).toEqual(await darkroom(photo));
});

it('renders the same sizes one by one, within a pixel', async () => {
  const photo = await largeJpeg();
  const headers = await headersOf(await sizeBySize(photo, EDGES, 'webp'));
  const ours = await headersOf(await darkroom(photo));
  headers.forEach(({ format, width, height = 0 }, index) => {
    expect({ format, width }).toEqual({ format: 'webp', width: ours[index]?.width });
    expect(Math.abs(height - (ours[index]?.height ?? 0))).toBeLessThanOrEqual(1);
  });
});

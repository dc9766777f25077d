import { inspect } from '../../../lambda/domain/image/inspect';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import { cascadeOfFormats } from '../../../scripts/bench/peers/formats-strategies';
import { keptHeads } from '../../../scripts/bench/sections/crops';
import { largeJpeg } from '../../fixtures/images';
import { limits, recipe } from '../../support/rendering';

it('minimal sharp code makes the same files in several formats as Darkroom', async () => {
  const photo = await largeJpeg();
  const sizes = [800, 300].map((edge) => ({ width: edge, height: edge }));
  const image = await inspect(photo, limits());
  const plan = planRendering(image.facts, recipe({ sizes, formats: ['avif', 'webp', 'jpeg'] }));
  const { previews } = await renderPreviews(photo, image, plan);
  const bare = await cascadeOfFormats(
    photo,
    [800, 300],
    [{ format: 'avif', effort: 2 }, { format: 'webp', effort: 2 }, { format: 'jpeg' }],
  );
  expect(bare.map((file) => file.length)).toEqual(previews.map(({ bytes }) => bytes.length));
});

it('attention keeps at least as many heads of generated scenes as the centre', async () => {
  const kept = await keptHeads(24);
  expect(kept.attention).toBeGreaterThanOrEqual(kept.centre);
  expect(kept.centre).toBeGreaterThan(0);
}, 60_000);

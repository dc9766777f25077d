import { readFileSync } from 'node:fs';
import { inspect } from '../../../lambda/domain/image/inspect';
import { recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import { cascade, sizeBySize } from '../peers/sharp-strategies';
import { serve } from './serve';

interface RenderInput {
  readonly path: string;
  readonly format: 'webp' | 'jpeg';
}

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 100_000_000, maxFrames: 1 };
const EDGES = [800, 300, 150];

const recipeOf = (format: RenderInput['format']) =>
  recipeOfSizes({
    sizes: EDGES.map((edge) => ({ width: edge, height: edge })),
    formats: [format],
    fit: 'inside',
    maxFrames: 1,
  });

let bytes = Buffer.alloc(0);

/** Each task renders the last loaded photo in a different way. */
serve({
  load({ path }: RenderInput) {
    bytes = readFileSync(path);
  },
  async darkroom({ format }: RenderInput) {
    const image = await inspect(bytes, LIMITS);
    await renderPreviews(bytes, image, planRendering(image.facts, recipeOf(format)));
  },
  async cascade({ format }: RenderInput) {
    await cascade(bytes, EDGES, format);
  },
  async 'size-by-size'({ format }: RenderInput) {
    await sizeBySize(bytes, EDGES, format);
  },
});

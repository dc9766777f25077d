import { readFileSync } from 'node:fs';
import { inspect } from '../../../lambda/domain/image/inspect';
import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import { recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';
import { type BareEncoding, cascadeOfFormats } from '../peers/formats-strategies';
import { serve } from './serve';

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 100_000_000, maxFrames: 1 };
const EDGES = [800, 300, 150];
const sizes = EDGES.map((edge) => ({ width: edge, height: edge }));

let bytes = Buffer.alloc(0);

const total = (files: readonly Buffer[]): number => files.reduce((sum, file) => sum + file.length, 0);

/** Each task renders the last loaded photo, and answers with the bytes of all files. */
serve({
  load({ path }: { path: string }) {
    bytes = readFileSync(path);
  },
  async darkroom({ formats }: { formats: readonly PreviewFormat[] }) {
    const image = await inspect(bytes, LIMITS);
    const recipe = recipeOfSizes({ sizes, formats, fit: 'inside', maxFrames: 1 });
    const { previews } = await renderPreviews(bytes, image, planRendering(image.facts, recipe));
    return total(previews.map((preview) => preview.bytes));
  },
  async bare({ encodings }: { encodings: readonly BareEncoding[] }) {
    return total(await cascadeOfFormats(bytes, EDGES, encodings));
  },
});

import { inspect } from '../../../lambda/domain/image/inspect';
import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import { recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { renderPreviews } from '../../../lambda/domain/previews/render-previews';
import { planRendering } from '../../../lambda/domain/previews/rendering-plan';

/** Higher than the values of every measured photo. */
export const LIMITS = { maxBytes: 2 ** 30, maxPixels: 100_000_000, maxFrames: 1 };

/** Pixels of the measured previews. */
export const EDGES = [800, 300, 150];

const SIZES = EDGES.map((edge) => ({ width: edge, height: edge }));

/** Inspects a photo and renders its previews, as the function does. */
export async function renderAsDarkroom(bytes: Buffer, formats: readonly PreviewFormat[]) {
  const image = await inspect(bytes, LIMITS);
  const recipe = recipeOfSizes({ sizes: SIZES, formats, fit: 'inside', maxFrames: 1 });
  return renderPreviews(bytes, image, planRendering(image.facts, recipe));
}

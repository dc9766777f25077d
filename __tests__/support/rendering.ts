import type { ImageLimits } from '../../lambda/domain/image/image-limits';
import { inspect } from '../../lambda/domain/image/inspect';
import type { ImageFacts } from '../../lambda/domain/image-record';
import type { RenderedPreview } from '../../lambda/domain/ports';
import type { PreviewRecipe } from '../../lambda/domain/previews/preview-recipe';
import { type Rendering, renderPreviews } from '../../lambda/domain/previews/render-previews';
import { planRendering } from '../../lambda/domain/previews/rendering-plan';

/** The default limits, but for what a test changes. */
export const limits = (changes: Partial<ImageLimits> = {}): ImageLimits => ({
  maxBytes: 10_485_760,
  maxPixels: 100_000_000,
  maxFrames: 1,
  ...changes,
});

/** The default recipe, but for what a test changes. */
export const recipe = (changes: Partial<PreviewRecipe> = {}): PreviewRecipe => ({
  sizes: [
    { width: 150, height: 150 },
    { width: 300, height: 300 },
    { width: 800, height: 800 },
  ],
  format: 'webp',
  fit: 'inside',
  maxFrames: 1,
  ...changes,
});

/** Inspects and renders, as an upload is. */
export async function render(
  bytes: Buffer,
  changes: Partial<PreviewRecipe> = {},
): Promise<Rendering & { facts: ImageFacts }> {
  const chosen = recipe(changes);
  const image = await inspect(bytes, limits({ maxFrames: chosen.maxFrames }));
  const plan = planRendering(image.facts, chosen);
  return { facts: image.facts, ...(await renderPreviews(bytes, image, plan)) };
}

/** The one preview that an image has when it is rendered in one size. */
export async function renderOne(
  bytes: Buffer,
  changes: Partial<PreviewRecipe> = {},
): Promise<RenderedPreview> {
  const { previews } = await render(bytes, { sizes: [{ width: 160, height: 160 }], ...changes });
  const [preview] = previews;
  if (!preview || previews.length > 1) throw new Error(`Expected one preview; there are ${previews.length}.`);
  return preview;
}

import type { ImageLimits } from '../../lambda/domain/image/image-limits';
import { inspect } from '../../lambda/domain/image/inspect';
import type { ImageFacts } from '../../lambda/domain/image-record';
import type { RenderedPreview } from '../../lambda/domain/ports';
import type { Preset, PreviewFit, PreviewFormat, PreviewSize } from '../../lambda/domain/previews/preset';
import { type PreviewRecipe, recipeOfSizes } from '../../lambda/domain/previews/preview-recipe';
import {
  type Rendering,
  type RenderingOptions,
  renderPreviews,
} from '../../lambda/domain/previews/render-previews';
import { planRendering } from '../../lambda/domain/previews/rendering-plan';

/** The default limits, with the changes of a test. */
export const limits = (changes: Partial<ImageLimits> = {}): ImageLimits => ({
  maxBytes: 10_485_760,
  maxPixels: 100_000_000,
  maxFrames: 1,
  ...changes,
});

const DEFAULT_SIZES: readonly PreviewSize[] = [150, 300, 800].map((edge) => ({ width: edge, height: edge }));

/** The recipe to use: sizes, or presets instead. `maxFrames` applies to both. */
export interface RecipeChanges {
  readonly sizes?: readonly PreviewSize[];
  readonly format?: PreviewFormat;
  readonly formats?: readonly PreviewFormat[];
  readonly fit?: PreviewFit;
  readonly quality?: number;
  readonly maxFrames?: number;
  readonly presets?: readonly Preset[];
}

/** The default recipe, with the changes of a test. */
export const recipe = ({
  sizes = DEFAULT_SIZES,
  format = 'webp',
  formats = [format],
  fit = 'inside',
  quality,
  maxFrames = 1,
  presets,
}: RecipeChanges = {}): PreviewRecipe =>
  presets ? { presets, maxFrames } : recipeOfSizes({ sizes, formats, fit, quality, maxFrames });

/** A preset, with the defaults that a file of presets has. */
export const preset = (changes: Partial<Preset> = {}): Preset => ({
  name: 'card',
  width: 160,
  height: 160,
  fit: 'inside',
  position: 'centre',
  formats: ['webp'],
  ...changes,
});

/** Inspects and renders a photo like an upload. */
export async function render(
  bytes: Buffer,
  changes: RecipeChanges = {},
  options: RenderingOptions = {},
): Promise<Rendering & { facts: ImageFacts }> {
  const chosen = recipe(changes);
  const image = await inspect(bytes, limits({ maxFrames: chosen.maxFrames }));
  const plan = planRendering(image.facts, chosen);
  return { facts: image.facts, ...(await renderPreviews(bytes, image, plan, options)) };
}

/** The only preview of an image that is rendered in one size. */
export async function renderOne(bytes: Buffer, changes: RecipeChanges = {}): Promise<RenderedPreview> {
  const { previews } = await render(bytes, { sizes: [{ width: 160, height: 160 }], ...changes });
  const [preview] = previews;
  if (!preview || previews.length > 1) throw new Error(`Expected one preview; there are ${previews.length}.`);
  return preview;
}

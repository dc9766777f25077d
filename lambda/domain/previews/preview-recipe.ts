import { createHash } from 'node:crypto';

export const PREVIEW_FORMATS = ['webp', 'jpeg', 'png', 'avif', 'original'] as const;
export const PREVIEW_FITS = ['inside', 'cover'] as const;

export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];
export type PreviewFit = (typeof PREVIEW_FITS)[number];

/** A box in pixels that a preview is fitted into. */
export interface PreviewSize {
  readonly width: number;
  readonly height: number;
}

/** The settings that decide what previews look like. Two equal recipes give equal previews. */
export interface PreviewRecipe {
  readonly sizes: readonly PreviewSize[];
  readonly format: PreviewFormat;
  readonly fit: PreviewFit;
  /** 1 keeps the first frame alone; more makes animated previews of at most so many frames. */
  readonly maxFrames: number;
}

/** Raised when the rendering code itself starts to give other pixels for the same settings. */
const RENDERING_REVISION = 1;

export const sizeName = ({ width, height }: PreviewSize): string => `${width}x${height}`;

/** A short, stable fingerprint of a recipe: 16 hex digits, independent of the order of the sizes. */
export function recipeId(recipe: PreviewRecipe): string {
  const canonical = JSON.stringify([
    RENDERING_REVISION,
    recipe.sizes.map(sizeName).sort(),
    recipe.format,
    recipe.fit,
    recipe.maxFrames,
  ]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

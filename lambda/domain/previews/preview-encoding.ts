import type { Sharp } from 'sharp';
import type { ImageFacts, ImageFormat } from '../image-record';
import type { PreviewRecipe } from './preview-recipe';

/** When and how often an animation shows its frames. */
export interface AnimationTiming {
  /** Milliseconds of each frame. */
  readonly delay?: number[];
  /** 0 for ever. */
  readonly loop?: number;
}

const QUALITY = 80;

/** Settings measured for a function's one vCPU: more effort costs far more time than it saves bytes. */
const ENCODERS: Record<
  Exclude<ImageFormat, 'tiff' | 'heic'>,
  (pixels: Sharp, timing: AnimationTiming) => Sharp
> = {
  // Nothing shines through a JPEG: transparent parts become white, as paper is.
  jpeg: (pixels) => pixels.flatten({ background: '#ffffff' }).jpeg({ quality: QUALITY }),
  png: (pixels) => pixels.png(),
  webp: (pixels, timing) => pixels.webp({ quality: QUALITY, effort: 2, ...timing }),
  avif: (pixels) => pixels.avif({ quality: 50, effort: 2 }),
  gif: (pixels, timing) => pixels.gif(timing),
};

export type PreviewOutputFormat = keyof typeof ENCODERS;

/** How all previews of one image are written. */
export interface PreviewEncoding {
  readonly format: PreviewOutputFormat;
  /** More than 1 makes animated previews. */
  readonly frames: number;
}

/**
 * `original` keeps JPEG, PNG, WebP and AVIF. A GIF stays one as an animation; a still one becomes PNG, which
 * loses no colours. Few browsers show TIFF and HEIC, so these become JPEG, or PNG where they are transparent.
 * Only WebP and GIF previews can move.
 */
export function previewEncoding(facts: ImageFacts, recipe: PreviewRecipe): PreviewEncoding {
  const animated = recipe.maxFrames > 1 && facts.frames > 1 && facts.format !== 'tiff';
  const format = recipe.format === 'original' ? successorOf(facts, animated) : recipe.format;
  const moves = animated && (format === 'webp' || format === 'gif');
  return { format, frames: moves ? facts.frames : 1 };
}

function successorOf({ format, hasAlpha }: ImageFacts, animated: boolean): PreviewOutputFormat {
  if (format === 'gif') return animated ? 'gif' : 'png';
  if (format === 'tiff' || format === 'heic') return hasAlpha ? 'png' : 'jpeg';
  return format;
}

export const encode = (pixels: Sharp, format: PreviewOutputFormat, timing: AnimationTiming): Sharp =>
  ENCODERS[format](pixels, timing);

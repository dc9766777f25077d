import type { Sharp } from 'sharp';
import type { ImageFacts, ImageFormat } from '../image-record';
import type { PreviewFormat } from './preset';

/** When and how often an animation shows its frames. */
export interface AnimationTiming {
  /** Milliseconds of each frame. */
  readonly delay?: number[];
  /** 0 for ever. */
  readonly loop?: number;
}

export type PreviewOutputFormat = Exclude<ImageFormat, 'tiff' | 'heic'>;

/** Used where a preset has none, on the scale of JPEG. PNG and GIF keep all colours that they can. */
const QUALITY = 80;

/** AVIF looks like a JPEG of quality 80 at 50. */
const AVIF_SCALE = 50 / 80;

export interface EncodingOptions {
  /** 1 to 100, on the scale of JPEG. */
  readonly quality?: number | undefined;
  /** Of an animation. */
  readonly timing: AnimationTiming;
  /** `#rrggbb` behind the transparent parts of a format without transparency. */
  readonly background: string;
}

/** Settings measured for a function's one vCPU: more effort costs far more time than it saves bytes. */
const ENCODERS: Record<PreviewOutputFormat, (pixels: Sharp, options: EncodingOptions) => Sharp> = {
  // Nothing shines through a JPEG.
  jpeg: (pixels, { background, quality = QUALITY }) => pixels.flatten({ background }).jpeg({ quality }),
  png: (pixels) => pixels.png(),
  webp: (pixels, { timing, quality = QUALITY }) => pixels.webp({ quality, effort: 2, ...timing }),
  avif: (pixels, { quality = QUALITY }) =>
    pixels.avif({ quality: Math.max(1, Math.round(quality * AVIF_SCALE)), effort: 2 }),
  gif: (pixels, { timing }) => pixels.gif(timing),
};

export const encode = (pixels: Sharp, format: PreviewOutputFormat, options: EncodingOptions): Sharp =>
  ENCODERS[format](pixels, options);

/** Only these can move. */
export const canMove = (format: PreviewOutputFormat): boolean => format === 'webp' || format === 'gif';

/** Whether a photo has animated previews where the format allows it. */
export const isAnimated = ({ frames, format }: ImageFacts, maxFrames: number): boolean =>
  maxFrames > 1 && frames > 1 && format !== 'tiff';

/**
 * The formats of a preview, each once. `original` keeps JPEG, PNG, WebP and AVIF. A GIF stays one as an animation; a
 * still one becomes PNG, which loses no colours. Few browsers show TIFF and HEIC, so these become JPEG, or PNG where
 * they are transparent.
 */
export function outputFormats(
  facts: ImageFacts,
  formats: readonly PreviewFormat[],
  maxFrames: number,
): PreviewOutputFormat[] {
  const successor = successorOf(facts, isAnimated(facts, maxFrames));
  return [...new Set(formats.map((format) => (format === 'original' ? successor : format)))];
}

function successorOf({ format, hasAlpha }: ImageFacts, animated: boolean): PreviewOutputFormat {
  if (format === 'gif') return animated ? 'gif' : 'png';
  if (format === 'tiff' || format === 'heic') return hasAlpha ? 'png' : 'jpeg';
  return format;
}

import type { Sharp } from 'sharp';
import type { ImageFacts, ImageFormat } from '../image-record';
import type { PreviewFormat } from './preset';

/** How long and how often an animation shows its frames. */
export interface AnimationTiming {
  /** Duration of each frame in milliseconds. */
  readonly delay?: number[];
  /** Number of repetitions; 0 for unlimited. */
  readonly loop?: number;
}

export type PreviewOutputFormat = Exclude<ImageFormat, 'tiff' | 'heic'>;

/** The default quality, on the scale of JPEG. PNG and GIF have no quality. */
const QUALITY = 80;

/** An AVIF of quality 50 looks like a JPEG of quality 80. */
const AVIF_SCALE = 50 / 80;

export interface EncodingOptions {
  /** 1 to 100, on the scale of JPEG. */
  readonly quality?: number | undefined;
  /** The timing of an animation. */
  readonly timing: AnimationTiming;
  /** `#rrggbb` behind the transparent parts of a format without transparency. */
  readonly background: string;
}

/** The effort was chosen by measurements on one vCPU: a higher one takes far more time and saves few bytes. */
const ENCODERS: Record<PreviewOutputFormat, (pixels: Sharp, options: EncodingOptions) => Sharp> = {
  // JPEG has no transparency.
  jpeg: (pixels, { background, quality = QUALITY }) => pixels.flatten({ background }).jpeg({ quality }),
  png: (pixels) => pixels.png(),
  webp: (pixels, { timing, quality = QUALITY }) => pixels.webp({ quality, effort: 2, ...timing }),
  avif: (pixels, { quality = QUALITY }) =>
    pixels.avif({ quality: Math.max(1, Math.round(quality * AVIF_SCALE)), effort: 2 }),
  gif: (pixels, { timing }) => pixels.gif(timing),
};

export const encode = (pixels: Sharp, format: PreviewOutputFormat, options: EncodingOptions): Sharp =>
  ENCODERS[format](pixels, options);

/** Whether the format supports animation. */
export const canMove = (format: PreviewOutputFormat): boolean => format === 'webp' || format === 'gif';

/** Whether a photo gets animated previews in formats that support animation. */
export const isAnimated = ({ frames, format }: ImageFacts, maxFrames: number): boolean =>
  maxFrames > 1 && frames > 1 && format !== 'tiff';

/**
 * The formats of a preview, without duplicates. `original` keeps JPEG, PNG, WebP and AVIF. An animated GIF stays a GIF,
 * and a still one becomes a PNG, which loses no colours. Few browsers show TIFF and HEIC, so these become JPEG, or PNG
 * if they have transparency.
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

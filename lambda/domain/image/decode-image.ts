import type { Sharp } from 'sharp';
import { PermanentImageError } from '../errors';
import { titleOf } from './format-names';
import { decodeHeic, UndecodableHeicError } from './heif/heic-decoder';
import { openPixels, openRaster, type Raster, toRaster } from './image-decoder';
import type { InspectedImage } from './inspect';
import { isPlain } from './tiff/tiff-layout';
import { sortOutSamples } from './tiff/tiff-samples';
import { turnAnimation } from './turn-animation';

export interface DecodeOptions {
  /** Frames to decode; 1 is the first one. */
  readonly frames: number;
  /** The size of a scaled, upright frame in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Stops the decoder of HEIC. The other decoders cannot be interrupted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes an image that `inspect` accepted: scaled, upright and in sRGB. A file that a strict decoder refuses although
 * no pixel is missing is repaired, and decoded again just as strictly.
 * @throws PermanentImageError `CORRUPT_IMAGE` when pixels are missing or damaged
 */
export async function decodeImage(
  bytes: Buffer,
  image: InspectedImage,
  options: DecodeOptions,
): Promise<Raster> {
  const { tiff, heif } = image;
  if (heif) {
    const pixels = await decodeHeic(bytes, heif, options.signal).catch((cause: unknown) => {
      throw cause instanceof UndecodableHeicError ? damaged(image, cause) : cause;
    });
    return decodeStrictly(pixels, image, options);
  }
  try {
    if (tiff && !isPlain(tiff)) {
      return await decodeStrictly(await sortOutSamples(bytes, tiff, image.header), image, options);
    }
    return await decodeOrRepair(bytes, image, options);
  } catch (cause) {
    throw damaged(image, cause);
  }
}

const damaged = ({ facts }: InspectedImage, cause: unknown): PermanentImageError =>
  new PermanentImageError(
    'CORRUPT_IMAGE',
    `The picture in this ${titleOf(facts.format)} is damaged or cut off. Export the photo again and upload it.`,
    { cause },
  );

async function decodeOrRepair(bytes: Buffer, image: InspectedImage, options: DecodeOptions): Promise<Raster> {
  try {
    return await decodeStrictly(bytes, image, options);
  } catch (refusal) {
    // Few files need repairs, so this module is loaded only then.
    const { repairsOf } = await import('./repairs');
    for (const { repaired, failOn } of repairsOf(image.facts.format, bytes)) {
      const raster = await decodeStrictly(repaired, image, { ...options, failOn }).catch(() => undefined);
      if (raster) return raster;
    }
    throw refusal;
  }
}

async function decodeStrictly(
  bytes: Buffer,
  { facts, header }: InspectedImage,
  { frames, size, failOn = 'warning' }: DecodeOptions & { failOn?: 'warning' | 'error' },
): Promise<Raster> {
  const turnsFrames = frames > 1 && facts.orientation > 1;
  const pixels = openPixels(bytes, {
    pixels: facts.width * facts.height * frames,
    frames,
    autoOrient: !turnsFrames,
    failOn,
  });
  // sharp processes 16 bits a channel in Display P3, and would return values of that space instead of sRGB.
  if (facts.space === 'rgb16' && header.hasProfile) pixels.withIccProfile('srgb', { attach: false });
  if (!turnsFrames) return toRaster(resized(pixels, size));
  const isOnItsSide = facts.orientation >= 5;
  const stored = isOnItsSide ? { width: size.height, height: size.width } : size;
  return turnAnimation(await toRaster(resized(pixels, stored)), facts.orientation);
}

const resized = (pixels: Sharp, { width, height }: DecodeOptions['size']): Sharp =>
  pixels.resize(width, height, { fit: 'fill' });

/** Scales pixels that are already decoded. */
export const scaleRaster = (pixels: Raster, size: DecodeOptions['size']): Sharp =>
  resized(openRaster(pixels), size);

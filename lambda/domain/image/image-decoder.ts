import sharp, { type DepthEnum, type OutputInfo, type Sharp } from 'sharp';
import { withoutCompressedText } from './metadata/png-text';

/**
 * Restricts the image library for untrusted files. Only these six loaders are enabled, and they read from memory only.
 * All other formats, such as SVG with its references to other files, are refused before a parser sees them.
 */
const ADMITTED_LOADERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadHeifBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadTiffBuffer',
];

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ADMITTED_LOADERS });
// No image is opened twice, so a cache of operations would waste memory.
sharp.cache(false);
// A function has one vCPU. More threads would need more memory without being faster.
sharp.concurrency(1);

/** Opens an image to read only its header. The caller checks the size, so there are no limits here. */
export const openHeader = (bytes: Buffer): Sharp =>
  sharp(withoutCompressedText(bytes), { limitInputPixels: false, limitInputChannels: false, failOn: 'none' });

export interface OpenOptions {
  /** The pixels of all frames that the header declares. An image with more is refused. */
  readonly pixels: number;
  readonly frames: number;
  /** Whether to apply the EXIF orientation. The decoder can do this for a single frame only. */
  readonly autoOrient: boolean;
  /** The lowest severity that makes decoding fail. */
  readonly failOn: 'warning' | 'error';
}

/**
 * Opens an image to decode its first `frames` frames. Decoding fails if pixels are missing or damaged, instead of
 * returning a picture that is partly grey.
 */
export function openPixels(bytes: Buffer, { pixels, frames, autoOrient, failOn }: OpenOptions): Sharp {
  return sharp(withoutCompressedText(bytes), {
    autoOrient,
    failOn,
    sequentialRead: true,
    limitInputPixels: pixels,
    pages: frames,
  });
}

/**
 * Decodes a whole image, upright, to the samples of the file, with all channels.
 * @param from the colour space of the file, by its name in sharp
 * @param to the colour space of the result, by its name in sharp
 * @param depth the type of the samples, by its name in sharp
 */
export function openSamples(
  bytes: Buffer,
  { from, to, depth }: { from: string; to: string; depth: keyof DepthEnum },
): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(bytes, {
    autoOrient: true,
    failOn: 'error',
    sequentialRead: true,
    limitInputPixels: false,
    limitInputChannels: false,
  })
    .pipelineColourspace(from)
    .toColourspace(to)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true });
}

/** Pixels in memory: sRGB, 8 bits a channel, 3 channels or 4 with alpha, frames stacked vertically. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  /** The height of one frame. */
  readonly height: number;
  readonly frames: number;
  readonly channels: 3 | 4;
}

/** Opens pixels that are already decoded. */
export function openRaster({ data, width, height, frames, channels }: Raster): Sharp {
  return sharp(data, {
    limitInputPixels: false,
    pages: frames,
    raw: { width, height: height * frames, channels, ...(frames > 1 && { pageHeight: height }) },
  });
}

/** Runs a pipeline, and returns the pixels. */
export async function toRaster(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  const height = info.pageHeight ?? info.height;
  return {
    data,
    width: info.width,
    height,
    frames: info.height / height,
    channels: info.channels === 4 ? 4 : 3,
  };
}

import sharp, { type DepthEnum, type OutputInfo, type Sharp } from 'sharp';
import { withoutCompressedText } from './metadata/png-text';

/**
 * The image library, set up once for a process that reads strangers' files. Only these six loaders exist,
 * and only from memory: anything else, such as SVG with its references to other files, is turned away
 * before a parser sees it.
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
// No image is opened twice, so a cache of operations would hold memory for nothing.
sharp.cache(false);
// A function has one vCPU. More threads would add memory, and no speed.
sharp.concurrency(1);

/** Opens an image to read its header alone. Its size is for the caller to judge, so nothing is refused here. */
export const openHeader = (bytes: Buffer): Sharp =>
  sharp(withoutCompressedText(bytes), { limitInputPixels: false, limitInputChannels: false, failOn: 'none' });

export interface OpenOptions {
  /** How many the header was found to declare, all frames together; more are not decoded. */
  readonly pixels: number;
  readonly frames: number;
  /** Whether frames are turned as EXIF says, which the decoder can do with a single one only. */
  readonly autoOrient: boolean;
  /** The least trouble in the file that makes decoding fail. */
  readonly failOn: 'warning' | 'error';
}

/**
 * Opens an image to decode its first `frames` frames. A file whose pixels are cut off or damaged fails rather than
 * giving a half grey picture.
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
 * Decodes a whole image, upright, to samples as the file has them, with all channels.
 * @param from the file's colour space as sharp names it
 * @param depth of the file's samples as sharp names it
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

/** Pixels in memory: 8 bits a channel, sRGB, 3 channels or 4 with alpha, frames one below the other. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  /** Of one frame. */
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

/** Runs a pipeline to pixels in memory. */
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

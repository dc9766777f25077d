import sharp, { type Sharp } from 'sharp';
import { withoutCompressedText } from './png-text';

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
  sharp(withoutCompressedText(bytes), { limitInputPixels: false });

/**
 * Opens an image to decode its first `frames` frames, upright. A file whose pixels are cut off or damaged
 * fails rather than giving a half grey picture.
 * @param pixels how many the header was found to declare, all frames together; more are not decoded
 */
export function openPixels(bytes: Buffer, { pixels, frames }: { pixels: number; frames: number }): Sharp {
  return sharp(withoutCompressedText(bytes), {
    autoOrient: true,
    failOn: 'warning',
    sequentialRead: true,
    limitInputPixels: pixels,
    pages: frames,
  });
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

import type { Metadata } from 'sharp';
import type { InspectedImage } from '../image/inspect';
import type { ImageFormat } from '../image-record';
import type { PreviewOutputFormat } from './preview-encoding';
import { area, type RenderingPlan } from './rendering-plan';

/**
 * The memory that making previews will take, predicted from the header, before a pixel is decoded. Each
 * figure is the worst that was measured of its kind, rounded up; a test measures the worst images again.
 */

/** Bytes a pixel of the original. */
type DecoderNeed = (header: Metadata) => number;

const DECODERS: Readonly<Record<ImageFormat, DecoderNeed>> = {
  // Coefficients of two bytes for the whole picture, or a few rows at a time: 7.9 and 0.3 of CMYK. A JPEG
  // with a scan for each of its colours, though baseline by name, counts as progressive here.
  jpeg: (header) => (header.isProgressive ? 0.5 + 2 * samplesOf(header) : 1),
  // Interlaced, the picture is put together before its first row is known: 9.9 of 16-bit RGBA, 3.1 without.
  png: (header) => (header.isProgressive ? 3 + sampleBytes(header) : 1.5 + sampleBytes(header) / 4),
  // 4 of lossless photos; the lossy ones take less.
  webp: () => 5,
  // 5.5: a canvas of RGBA, and the frame.
  gif: () => 6,
  // Strips and tiles may be as large as the picture.
  tiff: (header) => 1 + sampleBytes(header),
  // 19.2 of 8 bits, 25.9 of 10 and 12.
  avif: ({ depth }) => (depth === 'uchar' ? 20 : 27),
};

/** Bytes a pixel that an encoder holds, of one frame: 11, 5, 4, 31 and 8. */
const ENCODERS: Readonly<Record<PreviewOutputFormat, number>> = {
  webp: 12,
  jpeg: 6,
  png: 5,
  avif: 33,
  gif: 9,
};

const RASTER_CHANNELS = 4;
/** As many previews are written at the same time: libuv's threads. */
const WRITTEN_AT_ONCE = 4;

/** @returns bytes beyond what the process and the original take */
export function memoryNeeded({ facts, header }: InspectedImage, plan: RenderingPlan): number {
  const { encoding, previews, largest, smallest } = plan;
  const decoding = area(facts) * encoding.frames * DECODERS[facts.format](header);
  // The pixels of the largest preview, from which the others are made, and those of the smallest.
  const rasters = (area(largest.scaled) + area(smallest.scaled)) * encoding.frames * RASTER_CHANNELS;
  const outputs = previews.map(({ scaled }) => area(scaled)).sort((a, b) => b - a);
  const written = outputs.slice(0, WRITTEN_AT_ONCE).reduce((sum, pixels) => sum + pixels, 0);
  return Math.ceil(decoding + rasters + written * ENCODERS[encoding.format]);
}

/** Values a pixel, colours stored at half the resolution counted as such. */
function samplesOf({ chromaSubsampling, channels }: Metadata): number {
  return chromaSubsampling === '4:2:0' ? 1.5 : channels;
}

const DEPTH_BYTES: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** Bytes a pixel as the file stores it; a depth that is not known counts as the deepest there is. */
const sampleBytes = ({ channels, depth }: Metadata): number => channels * (DEPTH_BYTES[depth] ?? 8);

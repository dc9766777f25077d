import type { ImageHeader, InspectedImage } from '../image/inspect';
import { isPlain } from '../image/tiff/tiff-layout';
import type { ImageFormat } from '../image-record';
import { sizeOf } from './preview-dimensions';
import type { PreviewOutputFormat } from './preview-encoding';
import { area, type PresetPlan, type RenderingPlan } from './rendering-plan';

/**
 * Predicts from the header how much memory making previews needs, before any pixel is decoded. Each figure is the
 * largest that was measured for its kind, rounded up. A test measures the worst images again.
 */

/** Bytes for each pixel of the original. */
type DecoderNeed = (image: InspectedImage) => number;

const DECODERS: Readonly<Record<ImageFormat, DecoderNeed>> = {
  // A progressive JPEG needs coefficients of two bytes for the whole picture, others a few rows: 7.9 and 0.3 for CMYK.
  // A baseline JPEG with a scan for each colour counts as progressive here.
  jpeg: ({ header }) => (header.isProgressive ? 0.5 + 2 * samplesOf(header) : 1),
  // An interlaced PNG is decoded as a whole: 9.9 for 16-bit RGBA, 3.1 if not interlaced.
  png: ({ header }) => (header.isProgressive ? 3 + sampleBytes(header) : 1.5 + sampleBytes(header) / 4),
  // 4 for lossless photos; lossy ones need less.
  webp: () => 5,
  // 5.5, for an RGBA canvas and the frame.
  gif: () => 6,
  tiff: tiffBytes,
  // 19.2 for 8 bits, 25.9 for 10 and 12 bits.
  avif: ({ header: { depth } }) => (depth === 'uchar' ? 20 : 27),
  heic: heicBytes,
};

/** Bytes that an encoder needs for each pixel of one frame. Measured: 11, 5, 4, 31 and 8. */
const ENCODERS: Readonly<Record<PreviewOutputFormat, number>> = {
  webp: 12,
  jpeg: 6,
  png: 5,
  avif: 33,
  gif: 9,
};

const RASTER_CHANNELS = 4;
/** Previews that are encoded at the same time: the default number of libuv threads. */
const CONCURRENT_ENCODERS = 4;

/** @returns bytes, in addition to the memory of the process and the original */
export function memoryNeeded(image: InspectedImage, plan: RenderingPlan): number {
  const { facts } = image;
  const { frames, previews, largest, smallest } = plan;
  const decoding = area(facts) * frames * DECODERS[facts.format](image) + rowsInFlight(image);
  const thread = facts.format === 'heic' ? HEIC_THREAD_BYTES : 0;
  // In memory are the pixels of the largest preview, from which the others are made, those of the smallest, and those
  // of each preview that has several formats.
  const shared = previews.filter(({ formats }) => formats.length > 1).map((preview) => area(sizeOf(preview)));
  const pixels = [area(largest.scaled), area(smallest.scaled), ...shared].reduce((sum, one) => sum + one);
  const rasters = pixels * frames * RASTER_CHANNELS;
  const outputs = previews.flatMap(encoderBytes).sort((a, b) => b - a);
  const written = outputs.slice(0, CONCURRENT_ENCODERS).reduce((sum, bytes) => sum + bytes, 0);
  return Math.ceil(thread + decoding + rasters + written);
}

/** Bytes to encode each file of a preview. */
const encoderBytes = (preview: PresetPlan): number[] =>
  preview.formats.map((format) => Math.max(area(sizeOf(preview)), area(preview.scaled)) * ENCODERS[format]);

/**
 * Bytes for each pixel of a TIFF. A strip can be as large as the picture, and a tile even larger. `sortOutSamples`
 * needs memory for all channels and for its result.
 */
function tiffBytes({ facts, header, tiff }: InspectedImage): number {
  const unpacked = (1 + sampleBytes(header)) * Math.max(1, (tiff?.tilePixels ?? 0) / area(facts));
  return tiff && !isPlain(tiff) ? unpacked + 2 * sampleBytes(header) + SORTED_BYTES : unpacked;
}

/** Memory for the thread that decodes a HEIC, including WebAssembly. Measured: 40 MiB. */
const HEIC_THREAD_BYTES = 56 * 1024 * 1024;

/**
 * Bytes for each pixel of a HEIC. Measured: 10 to 14 for 8 bits and 19 with transparency; 14 to 20 and 27 for 10 bits.
 * The picture can be cropped from a larger coded one.
 */
function heicBytes({ facts, heif }: InspectedImage): number {
  const isDeep = (heif?.bits ?? 8) > 8;
  const bytes = (isDeep ? 21 : 15) + (facts.hasAlpha ? 8 : 0);
  return bytes * Math.max(1, (heif?.codedPixels ?? 0) / area(facts));
}

/** The result of `sortOutSamples`: four channels of 16 bits. */
const SORTED_BYTES = 8;

/** Rows of full width that the resizing steps hold. Measured: 280. A JPEG is already narrower then. */
const ROWS_IN_FLIGHT = 300;
/** Bytes for each pixel with premultiplied colours, which are floats. */
const ALPHA_BYTES = 8;

function rowsInFlight({ facts, header }: InspectedImage): number {
  const hasAlpha = facts.hasAlpha || facts.format === 'gif';
  const bytes = sampleBytes(header) + (hasAlpha ? ALPHA_BYTES : 0);
  const [row, rows] = facts.orientation >= 5 ? [facts.height, facts.width] : [facts.width, facts.height];
  return facts.format === 'jpeg' ? 0 : row * Math.min(rows, ROWS_IN_FLIGHT) * bytes;
}

/** Values for each pixel; colour channels with half the resolution count a quarter. */
function samplesOf({ chromaSubsampling, channels }: ImageHeader): number {
  return chromaSubsampling === '4:2:0' ? 1.5 : channels;
}

const DEPTH_BYTES: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** Bytes for each pixel in the file. An unknown depth counts as the largest one. */
const sampleBytes = ({ channels, depth }: ImageHeader): number => channels * (DEPTH_BYTES[depth] ?? 8);

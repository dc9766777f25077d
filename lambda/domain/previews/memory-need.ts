import type { ImageHeader, InspectedImage } from '../image/inspect';
import { isPlain } from '../image/tiff/tiff-layout';
import type { ImageFormat } from '../image-record';
import { sizeOf } from './preview-dimensions';
import type { PreviewOutputFormat } from './preview-encoding';
import { area, type PresetPlan, type RenderingPlan } from './rendering-plan';

/**
 * The memory that making previews will take, predicted from the header, before a pixel is decoded. Each
 * figure is the worst that was measured of its kind, rounded up; a test measures the worst images again.
 */

/** Bytes a pixel of the original. */
type DecoderNeed = (image: InspectedImage) => number;

const DECODERS: Readonly<Record<ImageFormat, DecoderNeed>> = {
  // Coefficients of two bytes for the whole picture, or a few rows at a time: 7.9 and 0.3 of CMYK. A JPEG
  // with a scan for each of its colours, though baseline by name, counts as progressive here.
  jpeg: ({ header }) => (header.isProgressive ? 0.5 + 2 * samplesOf(header) : 1),
  // Interlaced, the picture is put together before its first row is known: 9.9 of 16-bit RGBA, 3.1 without.
  png: ({ header }) => (header.isProgressive ? 3 + sampleBytes(header) : 1.5 + sampleBytes(header) / 4),
  // 4 of lossless photos; the lossy ones take less.
  webp: () => 5,
  // 5.5: a canvas of RGBA, and the frame.
  gif: () => 6,
  tiff: tiffBytes,
  // 19.2 of 8 bits, 25.9 of 10 and 12.
  avif: ({ header: { depth } }) => (depth === 'uchar' ? 20 : 27),
  heic: heicBytes,
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
export function memoryNeeded(image: InspectedImage, plan: RenderingPlan): number {
  const { facts } = image;
  const { frames, previews, largest, smallest } = plan;
  const decoding = area(facts) * frames * DECODERS[facts.format](image) + rowsInFlight(image);
  const thread = facts.format === 'heic' ? HEIC_THREAD_BYTES : 0;
  // The pixels of the largest preview, from which the others are made, those of the smallest, and those of each preview
  // that several formats are written from.
  const shared = previews.filter(({ formats }) => formats.length > 1).map((preview) => area(sizeOf(preview)));
  const pixels = [area(largest.scaled), area(smallest.scaled), ...shared].reduce((sum, one) => sum + one);
  const rasters = pixels * frames * RASTER_CHANNELS;
  const outputs = previews.flatMap(encoderBytes).sort((a, b) => b - a);
  const written = outputs.slice(0, WRITTEN_AT_ONCE).reduce((sum, bytes) => sum + bytes, 0);
  return Math.ceil(thread + decoding + rasters + written);
}

/** Of each file of a preview. */
const encoderBytes = (preview: PresetPlan): number[] =>
  preview.formats.map((format) => Math.max(area(sizeOf(preview)), area(preview.scaled)) * ENCODERS[format]);

/**
 * Strips and tiles may be as large as the picture, and tiles larger. Where channels have to be sorted out, all of them are
 * in memory, and the picture that is made of them.
 */
function tiffBytes({ facts, header, tiff }: InspectedImage): number {
  const unpacked = (1 + sampleBytes(header)) * Math.max(1, (tiff?.tilePixels ?? 0) / area(facts));
  return tiff && !isPlain(tiff) ? unpacked + 2 * sampleBytes(header) + SORTED_BYTES : unpacked;
}

/** The thread that decodes a HEIC, and WebAssembly with the decoder: 40 MiB were seen. */
const HEIC_THREAD_BYTES = 56 * 1024 * 1024;

/** 10 to 14 of 8 bits and 19 with transparency, 14 to 20 and 27 of 10 bits. A frame may be cut out of a larger picture. */
function heicBytes({ facts, heif }: InspectedImage): number {
  const isDeep = (heif?.bits ?? 8) > 8;
  const bytes = (isDeep ? 21 : 15) + (facts.hasAlpha ? 8 : 0);
  return bytes * Math.max(1, (heif?.codedPixels ?? 0) / area(facts));
}

/** 16 bits of four channels. */
const SORTED_BYTES = 8;

/** Rows that the steps of the resize hold of the full width, 280 of them in all; a JPEG is narrower by then. */
const ROWS_IN_FLIGHT = 300;
/** Transparency is multiplied into the colours with fractions. */
const ALPHA_BYTES = 8;

function rowsInFlight({ facts, header }: InspectedImage): number {
  const hasAlpha = facts.hasAlpha || facts.format === 'gif';
  const bytes = sampleBytes(header) + (hasAlpha ? ALPHA_BYTES : 0);
  const [row, rows] = facts.orientation >= 5 ? [facts.height, facts.width] : [facts.width, facts.height];
  return facts.format === 'jpeg' ? 0 : row * Math.min(rows, ROWS_IN_FLIGHT) * bytes;
}

/** Values a pixel, colours stored at half the resolution counted as such. */
function samplesOf({ chromaSubsampling, channels }: ImageHeader): number {
  return chromaSubsampling === '4:2:0' ? 1.5 : channels;
}

const DEPTH_BYTES: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** Bytes a pixel as the file stores it; a depth that is not known counts as the deepest there is. */
const sampleBytes = ({ channels, depth }: ImageHeader): number => channels * (DEPTH_BYTES[depth] ?? 8);

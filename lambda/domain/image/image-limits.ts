import { PermanentImageError } from '../errors';
import type { ImageFacts, ImageFormat } from '../image-record';
import { titleOf } from './format-names';
import { hasMoreScansThan } from './jpeg/jpeg-frame';
import { hasMorePagesThan } from './tiff/tiff-pages';

/** An image that exceeds a limit is refused before any pixel is decoded. */
export interface ImageLimits {
  /** Size of the original in bytes. */
  readonly maxBytes: number;
  /** Width x height x frames. */
  readonly maxPixels: number;
  readonly maxFrames: number;
  /** Whether HEIC photos are accepted. @default true */
  readonly heicInput?: boolean;
}

/** The size of an image as its header declares it. */
export type DeclaredSize = Pick<ImageFacts, 'format' | 'width' | 'height' | 'frames' | 'orientation'>;

/**
 * Factors of `maxPixels` by format. The decoder of JPEG scales while it decodes, so memory and time grow far more
 * slowly than the pixels. The decoder of AVIF needs four times as much of both as other decoders, and that of HEIC
 * twice.
 */
const SHARES: Readonly<Partial<Record<ImageFormat, number>>> = { jpeg: 4, heic: 1 / 2, avif: 1 / 4 };

const ANIMATED_FORMATS: ReadonlySet<ImageFormat> = new Set(['gif', 'webp']);

/**
 * The largest width of a JPEG (ITU-T T.81, B.2.2). Decoders hold many rows at a time, so rows of millions of pixels
 * would need gigabytes.
 */
const MAX_ROW_PIXELS = 65_535;

/** Far more than scanners and editors write. It bounds the search for the last page. */
const MAX_TIFF_PAGES = 1000;

/** Progressive JPEGs have about 10. Each scan is a pass over the whole picture, even if it contains no data. */
const MAX_JPEG_SCANS = 100;

/**
 * Checks the size of an original, before its bytes are read.
 * @throws PermanentImageError `EMPTY_OBJECT`, `IMAGE_TOO_LARGE`
 */
export function checkBytes(bytes: number, { maxBytes }: ImageLimits): void {
  if (bytes === 0) {
    throw new PermanentImageError('EMPTY_OBJECT', 'This file is empty (0 bytes). Upload the photo again.');
  }
  if (bytes > maxBytes) {
    const message = `This file has ${megabytes(bytes)}; at most ${megabytes(maxBytes)} are allowed. Upload a smaller version.`;
    throw new PermanentImageError('IMAGE_TOO_LARGE', message);
  }
}

/**
 * Checks the number of pages or scans of a file, which a decoder finds out only by going through all of them.
 * @throws PermanentImageError `TOO_MANY_FRAMES`, `TOO_MANY_PIXELS`
 */
export function checkStructure(bytes: Buffer, format: ImageFormat): void {
  if (format === 'tiff' && hasMorePagesThan(bytes, MAX_TIFF_PAGES)) {
    const message = `This TIFF has more than ${count(MAX_TIFF_PAGES)} pages. Upload only the page to show.`;
    throw new PermanentImageError('TOO_MANY_FRAMES', message);
  }
  if (format === 'jpeg' && hasMoreScansThan(bytes, MAX_JPEG_SCANS)) {
    const message = `This JPEG stores its picture in more than ${MAX_JPEG_SCANS} scans. Export the photo again and upload it.`;
    throw new PermanentImageError('TOO_MANY_PIXELS', message);
  }
}

/**
 * Checks the size that the header declares. If `maxFrames` is 1, only the first frame of an animation is decoded, so
 * its length does not matter. Otherwise all frames are decoded: all of them count, and an animation with more is
 * refused. Only the first page of a TIFF is decoded.
 * @throws PermanentImageError `TOO_MANY_FRAMES`, `TOO_MANY_PIXELS`
 */
export function checkDeclaredSize(declared: DeclaredSize, { maxPixels, maxFrames }: ImageLimits): void {
  const { format, width, height } = declared;
  const frames = decodedFrames(declared, maxFrames);
  if (frames > maxFrames) {
    const message = `This animation has ${count(frames)} frames; at most ${count(maxFrames)} are allowed. Upload a shorter one.`;
    throw new PermanentImageError('TOO_MANY_FRAMES', message);
  }
  const row = declared.orientation >= 5 ? height : width;
  if (row > MAX_ROW_PIXELS) {
    const message = `This ${titleOf(format)} has rows of ${count(row)} pixels; at most ${count(MAX_ROW_PIXELS)} are allowed. Upload a smaller version.`;
    throw new PermanentImageError('TOO_MANY_PIXELS', message);
  }
  const allowed = Math.floor(maxPixels * (SHARES[format] ?? 1));
  if (width * height * frames > allowed) {
    const size = `${count(width)} x ${count(height)} pixels${frames > 1 ? ` in ${count(frames)} frames` : ''}`;
    const message = `This ${titleOf(format)} has ${size}, ${megapixels(width * height * frames)} in all; at most ${megapixels(allowed)} are allowed. Upload a smaller version.`;
    throw new PermanentImageError('TOO_MANY_PIXELS', message);
  }
}

/** The number of frames that are decoded if previews may have up to `maxFrames`. */
export const decodedFrames = ({ format, frames }: DeclaredSize, maxFrames: number): number =>
  maxFrames > 1 && ANIMATED_FORMATS.has(format) ? frames : 1;

/** Formats a whole number with thousands separators. `Intl` would need 8 MB and 10 ms when it is first used. */
export const count = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** Formats a number with at most two decimals. */
function rounded(value: number): string {
  const [whole = '', decimals = ''] = value.toFixed(2).split('.');
  const kept = decimals.replace(/0+$/, '');
  return kept === '' ? count(Number(whole)) : `${count(Number(whole))}.${kept}`;
}

const megabytes = (bytes: number): string =>
  bytes < 100_000 ? `${count(bytes)} bytes` : `${rounded(bytes / 1_048_576)} MiB`;
const megapixels = (pixels: number): string =>
  pixels < 100_000 ? `${count(pixels)} pixels` : `${rounded(pixels / 1_000_000)} megapixels`;

import { PermanentImageError } from '../errors';
import type { ImageFormat } from '../image-record';
import type { ImageLimits } from '../previews/preview-recipe';
import { hasMorePagesThan } from './tiff-pages';

/** What a header promises of the pixels behind it. */
export interface DeclaredSize {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** AVIF's decoder takes about 18 bytes a pixel, four times what the others do. */
const AVIF_SHARE = 4;

const ANIMATED_FORMATS: ReadonlySet<ImageFormat> = new Set(['gif', 'webp']);

/** @throws PermanentImageError `EMPTY_OBJECT`, `IMAGE_TOO_LARGE` */
export function checkBytes(bytes: number, { maxBytes }: ImageLimits): void {
  if (bytes === 0) {
    throw new PermanentImageError('EMPTY_OBJECT', 'This file is empty (0 bytes). Upload the photo again.');
  }
  if (bytes > maxBytes) {
    const message = `This file has ${megabytes(bytes)}; at most ${megabytes(maxBytes)} are allowed. Upload a smaller version.`;
    throw new PermanentImageError('IMAGE_TOO_LARGE', message);
  }
}

/** Nobody has a photo of more; the limit keeps the search for the last page short. */
const MOST_TIFF_PAGES = 1000;

/** @throws PermanentImageError `TOO_MANY_FRAMES` */
export function checkPages(bytes: Buffer, format: ImageFormat): void {
  if (format !== 'tiff' || !hasMorePagesThan(bytes, MOST_TIFF_PAGES)) return;
  const message = `This TIFF has more than ${count(MOST_TIFF_PAGES)} pages. Upload the page that is to be shown.`;
  throw new PermanentImageError('TOO_MANY_FRAMES', message);
}

/**
 * Judges an image by its header. With `maxFrames` 1 only the first frame of an animation is ever decoded, so
 * its length is no matter; with more, all frames are decoded, so all are counted and a longer animation is
 * refused. Of a TIFF the first page alone is decoded, always.
 * @throws PermanentImageError `TOO_MANY_FRAMES`, `TOO_MANY_PIXELS`
 */
export function checkDeclaredSize(declared: DeclaredSize, { maxPixels, maxFrames }: ImageLimits): void {
  const { format, width, height } = declared;
  const frames = decodedFrames(declared, maxFrames);
  if (frames > maxFrames) {
    const message = `This animation has ${count(frames)} frames; at most ${count(maxFrames)} are allowed. Upload a shorter one.`;
    throw new PermanentImageError('TOO_MANY_FRAMES', message);
  }
  const allowed = format === 'avif' ? Math.floor(maxPixels / AVIF_SHARE) : maxPixels;
  if (width * height * frames > allowed) {
    const size = `${count(width)} x ${count(height)} pixels${frames > 1 ? ` in ${count(frames)} frames` : ''}`;
    const message = `This ${format.toUpperCase()} has ${size}, ${megapixels(width * height * frames)} in all; at most ${megapixels(allowed)} are allowed. Upload a smaller version.`;
    throw new PermanentImageError('TOO_MANY_PIXELS', message);
  }
}

/** How many frames of an image get decoded when previews may have `maxFrames`. */
export const decodedFrames = ({ format, frames }: DeclaredSize, maxFrames: number): number =>
  maxFrames > 1 && ANIMATED_FORMATS.has(format) ? frames : 1;

const count = (value: number): string => value.toLocaleString('en-US');
const rounded = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const megabytes = (bytes: number): string =>
  bytes < 100_000 ? `${count(bytes)} bytes` : `${rounded(bytes / 1_048_576)} MiB`;
const megapixels = (pixels: number): string =>
  pixels < 100_000 ? `${count(pixels)} pixels` : `${rounded(pixels / 1_000_000)} megapixels`;

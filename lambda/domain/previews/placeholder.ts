import { rgbaToThumbHash } from 'thumbhash';
import type { Raster } from '../image/image-decoder';

/** A small picture: 8-bit RGBA, not premultiplied. */
export interface SmallPicture {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A ThumbHash has at most 7 waves in each direction. More pixels would cost time without improving it. */
const MAX_EDGE = 50;

/** Scales the first frame down for a ThumbHash. Each pixel is the mean of a square of the frame. */
export function smallPictureOf(raster: Raster): SmallPicture {
  const square = Math.ceil(Math.max(raster.width, raster.height) / MAX_EDGE);
  const [width, height] = [Math.ceil(raster.width / square), Math.ceil(raster.height / square)];
  const sums = sumsOfSquares(raster, square, width, height);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0, sum = 0; at < rgba.length; at += 4, sum += SUMS) {
    const [red = 0, green = 0, blue = 0, alpha = 0, pixels = 1] = sums.subarray(sum, sum + SUMS);
    const weight = alpha || 1;
    rgba.set([red / weight, green / weight, blue / weight, alpha / pixels], at);
  }
  return { rgba, width, height };
}

/** Sums for each square: red, green and blue weighted by alpha, then alpha, then the number of pixels. */
const SUMS = 5;

function sumsOfSquares(
  { data, width, height, channels }: Raster,
  square: number,
  columns: number,
  rows: number,
): Float64Array {
  const sums = new Float64Array(columns * rows * SUMS);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const sum = (Math.floor(y / square) * columns + Math.floor(x / square)) * SUMS;
      const alpha = channels === 4 ? (data[at + 3] ?? 0) : 255;
      for (let colour = 0; colour < 3; colour++) {
        sums[sum + colour] = (sums[sum + colour] ?? 0) + (data[at + colour] ?? 0) * alpha;
      }
      sums[sum + 3] = (sums[sum + 3] ?? 0) + alpha;
      sums[sum + 4] = (sums[sum + 4] ?? 0) + 1;
    }
  }
  return sums;
}

/** The ThumbHash in base64: a blurred picture in about 25 bytes, which a page shows until the photo has loaded. */
export const thumbHashOf = ({ rgba, width, height }: SmallPicture): string =>
  Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');

/** Colours are grouped into shades by the first 4 bits of red, green and blue. */
const SHADES = 16 ** 3;
const HALF_TRANSPARENT = 128;

/**
 * The dominant colour as `#rrggbb`: the mean of the most frequent shade. Pixels that are mostly transparent do not
 * count; if there are no others, the colour is white.
 */
export function dominantColorOf({ rgba }: SmallPicture): string {
  // For each shade: the number of pixels, and the sums of red, green and blue.
  const shades = new Float64Array(SHADES * 4);
  let dominant = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha < HALF_TRANSPARENT) continue;
    const shade = (((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)) * 4;
    const sums = shades.subarray(shade, shade + 4);
    sums.set([(sums[0] ?? 0) + 1, (sums[1] ?? 0) + red, (sums[2] ?? 0) + green, (sums[3] ?? 0) + blue]);
    if ((sums[0] ?? 0) > (shades[dominant] ?? 0)) dominant = shade;
  }
  const [pixels = 0, ...sums] = shades.subarray(dominant, dominant + 4);
  if (pixels === 0) return '#ffffff';
  return `#${sums.map((sum) => hexByte(sum / pixels)).join('')}`;
}

const hexByte = (value: number): string => Math.round(value).toString(16).padStart(2, '0');

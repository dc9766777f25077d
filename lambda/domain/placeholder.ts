import { rgbaToThumbHash } from 'thumbhash';

/** A small picture: 8-bit RGBA, not premultiplied. */
export interface SmallPicture {
  readonly rgba: Uint8Array;
  /** At most 100. */
  readonly width: number;
  /** At most 100. */
  readonly height: number;
}

/** What a page shows in a photo's place until the photo is there: a blurred picture in some 25 bytes, base64. */
export const thumbHashOf = ({ rgba, width, height }: SmallPicture): string =>
  Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');

/** Shades are taken together by the first 4 bits of red, green and blue. */
const SHADES = 16 ** 3;
const HALF_TRANSPARENT = 128;

/**
 * The colour most of the picture has, as `#rrggbb`: the mean of the most frequent shade. What is mostly
 * transparent does not count; a picture of nothing else is white.
 */
export function dominantColorOf({ rgba }: SmallPicture): string {
  // For each shade: how many pixels, and the sums of their red, green and blue.
  const shades = new Float64Array(SHADES * 4);
  let most = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha < HALF_TRANSPARENT) continue;
    const shade = (((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)) * 4;
    const sums = shades.subarray(shade, shade + 4);
    sums.set([(sums[0] ?? 0) + 1, (sums[1] ?? 0) + red, (sums[2] ?? 0) + green, (sums[3] ?? 0) + blue]);
    if ((sums[0] ?? 0) > (shades[most] ?? 0)) most = shade;
  }
  const [pixels = 0, ...sums] = shades.subarray(most, most + 4);
  if (pixels === 0) return '#ffffff';
  return `#${sums.map((sum) => hexByte(sum / pixels)).join('')}`;
}

const hexByte = (value: number): string => Math.round(value).toString(16).padStart(2, '0');

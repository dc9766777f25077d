import type { TiffLayout } from './tiff-layout';

export type Samples = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;

/** Larger floats are not measurements: programs mark missing values with the largest possible number. */
const MAX_MEASUREMENT = 1e30;

/**
 * Finds the range of the colour samples in a picture.
 * @param stride samples in a pixel
 * @returns a function that maps this range to 0 to 255, and values that are not measurements to 0
 */
export function sampleRange(
  samples: Samples,
  stride: number,
  { colours, noData, kind, bits }: TiffLayout,
): (value: number) => number {
  const isMeasured = (value: number) => Math.abs(value) < MAX_MEASUREMENT && value !== noData;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] ?? 0;
    if (at % stride >= colours || !isMeasured(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const white = kind === 'float' ? 1 : 2 ** bits - 1;
  const isLight = low >= 0 && high <= white && high >= white / 2;
  // Samples that are light keep their brightness, and colours keep their ratios.
  if (isLight) [low, high] = [0, white];
  else if (colours > 1) low = Math.min(0, low);
  const scale = high > low ? 255 / (high - low) : 0;
  return (value) => (isMeasured(value) ? Math.min(255, Math.max(0, Math.round((value - low) * scale))) : 0);
}

import type { TiffLayout } from './tiff-layout';

export type Samples = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;

/** Beyond it a float is no measurement: programs mark "nothing here" with the largest number there is. */
const MAX_MEASUREMENT = 1e30;

/**
 * Finds the range of the colours in a picture.
 * @returns a function that maps it to 0 to 255; values that are no measurements become 0
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
  // Shades of light keep their brightness, and colours their ratios.
  if (isLight) [low, high] = [0, white];
  else if (colours > 1) low = Math.min(0, low);
  const scale = high > low ? 255 / (high - low) : 0;
  return (value) => (isMeasured(value) ? Math.min(255, Math.max(0, Math.round((value - low) * scale))) : 0);
}

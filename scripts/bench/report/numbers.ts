import { median, type Spread } from '../measuring/statistics';

/** A ratio: `1.04`, `12.3`, `148`. */
export function times(ratio: number): string {
  if (ratio >= 100) return ratio.toFixed(0);
  return ratio.toFixed(ratio >= 10 ? 1 : 2);
}

/** `1.01 to 1.06`. */
export const range = ({ min, max }: Spread): string => `${times(min)} to ${times(max)}`;

/** The median of durations: `58 ms`, or `1.24 s` from a second on. */
export function milliseconds(values: readonly number[]): string {
  const value = median(values);
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export const MEGABYTE = 1_000_000;

/** Bytes in megabytes: `8.4 MB`. */
export const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

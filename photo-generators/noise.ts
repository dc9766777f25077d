/**
 * A pseudo-random number from 0 up to 1 that is the same on every machine: an integer hash with the finalizer of
 * Murmur3.
 */
export function hash(a: number, b = 0): number {
  let bits = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

/** A smooth line of hills from 0 to 1, about one hill for each unit of `x`. */
export function hills(x: number, seed: number): number {
  const from = Math.floor(x);
  const share = x - from;
  const eased = share * share * (3 - 2 * share);
  return hash(from, seed) * (1 - eased) + hash(from + 1, seed) * eased;
}

/** Hills with smaller hills on them, which form a mountain ridge, from 0 to 1. */
export function ridge(x: number, seed: number): number {
  let [height, total, weight, scale] = [0, 0, 1, 1];
  for (let octave = 0; octave < 6; octave++) {
    height += weight * hills(x * scale, seed + octave);
    total += weight;
    weight /= 2;
    scale *= 2;
  }
  return height / total;
}

/** The noise of a sensor at a position: from -`strength` to `strength`, mostly near 0. */
export const grain = (u: number, v: number, strength: number): number => {
  const [x, y] = [Math.floor(u * 65_536), Math.floor(v * 65_536)];
  return (hash(x, y) + hash(y, x + 7) - 1) * strength;
};

import { createHash } from 'node:crypto';

/**
 * A random number that depends only on the seed and its subject. Unlike a generator, it returns the same number
 * regardless of the order of calls, which differs between runs.
 * @returns a number from 0 up to 1
 */
export function chance(seed: number, ...about: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...about]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** A whole number from `min` to `max`. */
export const between = (share: number, min: number, max: number): number =>
  min + Math.floor(share * (max - min + 1));

/** One of several things by weight. The weights are shares of 1; undefined for the rest. */
export function pick<Thing extends string>(
  share: number,
  weights: Readonly<Partial<Record<Thing, number>>>,
): Thing | undefined {
  let passed = 0;
  for (const [thing, weight] of Object.entries(weights) as [Thing, number][]) {
    passed += weight;
    if (share < passed) return thing;
  }
  return undefined;
}

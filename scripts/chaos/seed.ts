import { createHash } from 'node:crypto';

/**
 * Chance that depends on what it is about, and on nothing else: the same seed and the same words always give
 * the same number, in whatever order they are asked for.
 * @returns from 0 up to 1
 */
export function chance(seed: number, ...about: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...about]))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** A whole number from `least` to `most`. */
export const between = (share: number, least: number, most: number): number =>
  least + Math.floor(share * (most - least + 1));

/** One of several things, each as often as its weight says; nothing when the weights, parts of 1, miss it. */
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

/** How a number came out over several rounds. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @throws RangeError when there is no value */
export function spreadOf(values: readonly number[]): Spread {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { median: median(values), least, most };
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('No values were measured.');
  return (lower + upper) / 2;
}

/**
 * How many times as much the one took as the other: the ratio of their medians. What lies between `least` and
 * `most` are the ratios within each round, half of them: the quarters at either end are what neighbours on the
 * machine did.
 */
export function ratioOf(values: readonly number[], base: readonly number[]): Spread {
  const inRounds = values.flatMap((value, round) => {
    const other = base[round];
    return other === undefined ? [] : value / other;
  });
  const sorted = inRounds.toSorted((one, other) => one - other);
  const quarter = Math.floor(sorted.length / 4);
  const middle = sorted.slice(quarter, sorted.length - quarter);
  return { ...spreadOf(middle), median: median(values) / median(base) };
}

/** A number over several rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws RangeError when there is no value */
export function spreadOf(values: readonly number[]): Spread {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { median: median(values), min, max };
}

/**
 * The middle value, or the mean of the two middle values.
 * @throws RangeError when there is no value
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('No values were measured.');
  return (lower + upper) / 2;
}

/**
 * The ratio of two medians. `min` and `max` are the interquartile range of the ratios within each round: the outer
 * quarters are dropped as noise from other processes.
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

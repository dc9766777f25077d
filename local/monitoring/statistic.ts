/** The values of one metric in one minute. */
export interface MetricMinuteValues {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** For percentiles. */
  readonly values: readonly number[];
}

/** Turns the minutes of a period into one number. */
export type Statistic = (minutes: readonly MetricMinuteValues[]) => number;

const total = (minutes: readonly MetricMinuteValues[], of: 'sum' | 'count'): number =>
  minutes.reduce((sum, minute) => sum + minute[of], 0);

const STATISTICS: Readonly<Record<string, Statistic>> = {
  Sum: (minutes) => total(minutes, 'sum'),
  SampleCount: (minutes) => total(minutes, 'count'),
  Average: (minutes) => total(minutes, 'sum') / total(minutes, 'count'),
  Minimum: (minutes) => Math.min(...minutes.map(({ minimum }) => minimum)),
  Maximum: (minutes) => Math.max(...minutes.map(({ maximum }) => maximum)),
};

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/**
 * A CloudWatch statistic by its name: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a
 * percentile such as `p95` or `p99.9`.
 * @throws Error naming a statistic that the twin does not know
 */
export function statisticNamed(name: string): Statistic {
  const known = STATISTICS[name];
  if (known) return known;
  const percent = PERCENTILE.exec(name)?.[1];
  if (percent === undefined) {
    throw new Error(
      `the local twin has no statistic ${name}, only ${Object.keys(STATISTICS).join(', ')} and pNN`,
    );
  }
  return (minutes) =>
    percentile(
      minutes.flatMap(({ values }) => values),
      Number(percent),
    );
}

/** The smallest value that is not exceeded by `percent` per cent of the values. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

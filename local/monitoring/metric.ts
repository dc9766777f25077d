import type { MetricId } from '../../plan/topology/alarms';

/** Values of one metric at one time. */
export interface MetricDatum extends MetricId {
  readonly values: readonly number[];
  /** Epoch milliseconds. */
  readonly timestamp: number;
}

/** Takes measurements. */
export type RecordMetric = (datum: MetricDatum) => void;

/** One text for each metric, whatever the order of its dimensions. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

import type { MetricId } from '../../plan/topology/alarms';
import { type MetricDatum, metricKey } from './metric';
import type { MetricMinuteValues, Statistic } from './statistic';

export const MINUTE_MS = 60_000;
/** The period that a dashboard shows by default. */
const KEPT_MINUTES = 6 * 60;
/** Values that are kept for the percentiles of a minute: the latest ones. */
const MAX_VALUES = 2_000;

interface Minute {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  readonly values: number[];
}

/** Measurements of the last hours by minute, as CloudWatch keeps them at standard resolution. */
export class MetricStore {
  private readonly series = new Map<string, Map<number, Minute>>();

  record({ values, timestamp, ...metric }: MetricDatum): void {
    const minutes = this.minutesOf(metric);
    const start = startOfMinute(timestamp);
    const minute = minutes.get(start) ?? emptyMinute();
    for (const value of values) add(minute, value);
    minutes.set(start, minute);
    forget(minutes, start);
  }

  /**
   * A statistic over `[from, to)`, epoch milliseconds at full minutes; undefined without any measurement.
   */
  statistic(metric: MetricId, statistic: Statistic, from: number, to: number): number | undefined {
    const minutes = this.series.get(metricKey(metric));
    if (!minutes) return undefined;
    const within: MetricMinuteValues[] = [];
    for (let start = from; start < to; start += MINUTE_MS) {
      const minute = minutes.get(start);
      if (minute && minute.count > 0) within.push(minute);
    }
    return within.length > 0 ? statistic(within) : undefined;
  }

  private minutesOf(metric: MetricId): Map<number, Minute> {
    const key = metricKey(metric);
    const present = this.series.get(key);
    if (present) return present;
    const minutes = new Map<number, Minute>();
    this.series.set(key, minutes);
    return minutes;
  }
}

export const startOfMinute = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;

const emptyMinute = (): Minute => ({
  sum: 0,
  count: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
  values: [],
});

function add(minute: Minute, value: number): void {
  minute.values[minute.count % MAX_VALUES] = value;
  minute.sum += value;
  minute.count += 1;
  minute.minimum = Math.min(minute.minimum, value);
  minute.maximum = Math.max(minute.maximum, value);
}

/** Minutes arrive nearly in order, so the oldest come first. */
function forget(minutes: Map<number, Minute>, newest: number): void {
  for (const start of minutes.keys()) {
    if (start > newest - KEPT_MINUTES * MINUTE_MS) return;
    minutes.delete(start);
  }
}

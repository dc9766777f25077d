import type { MetricMinute } from '../../twin-view';

const MINUTE_MS = 60_000;

/** The last `minutes` minutes up to `now`. Minutes without metrics are zeros, so that the time axis is to scale. */
export function lastMinutes(metrics: readonly MetricMinute[], now: number, minutes: number): MetricMinute[] {
  const known = new Map(metrics.map((metric) => [metric.minute, metric]));
  const current = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: minutes }, (_, index) => {
    const minute = current - (minutes - 1 - index) * MINUTE_MS;
    return known.get(minute) ?? { minute, processed: 0, failed: 0, sourceBytes: 0, previewBytes: 0 };
  });
}

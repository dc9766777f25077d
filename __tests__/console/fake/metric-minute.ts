import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { MetricMinute } from '../../../local/console/twin-view';

export const emptyMinute = (minute: number): MetricMinute => ({
  minute,
  processed: 0,
  failed: 0,
  sourceBytes: 0,
  previewBytes: 0,
});

/** A minute with one more outcome in it. */
export function counting(minute: MetricMinute, record: ImageRecord): MetricMinute {
  if (record.processingStatus === 'FAILED') return { ...minute, failed: minute.failed + 1 };
  const processed = minute.processed + 1;
  const duration = record.durationMs ?? 0;
  const average = ((minute.durationAverage ?? 0) * minute.processed + duration) / processed;
  return {
    ...minute,
    processed,
    durationAverage: average,
    durationP95: Math.max(minute.durationP95 ?? 0, duration),
    sourceBytes: minute.sourceBytes + (record.size ?? 0),
    previewBytes: minute.previewBytes + (record.previews ?? []).reduce((sum, { size }) => sum + size, 0),
  };
}

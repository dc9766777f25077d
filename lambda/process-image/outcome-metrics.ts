import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { ATTEMPTS_METRIC, METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../domain/metrics';
import type { Outcome } from '../domain/outcome';
import { filesOf } from '../domain/previews/preview-files';

/** Collects metrics until they are published. */
export interface MetricStore {
  addMetric(name: string, unit: (typeof MetricUnit)[keyof typeof MetricUnit], value: number): unknown;
  hasStoredMetrics(): boolean;
  publishStoredMetrics(): unknown;
}

/** The metrics of one environment. */
export function createMetrics(environment: string): Metrics {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // The alarms match exactly one dimension. Powertools would add `service` as a second one.
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ [METRIC_DIMENSION]: environment });
  return metrics;
}

/** Publishes immediately, so that attempts are counted even if the process ends during one. */
export function countAttempts(count: number, metrics: MetricStore): void {
  metrics.addMetric(ATTEMPTS_METRIC, MetricUnit.Count, count);
  metrics.publishStoredMetrics();
}

/** Counts one outcome. Deletions and superseded events are not counted. */
export function countOutcome(outcome: Outcome, metrics: MetricStore): void {
  if (outcome.kind === 'duplicate') metrics.addMetric(METRICS.duplicateEvents, MetricUnit.Count, 1);
  if (outcome.kind !== 'completed' && outcome.kind !== 'failed') return;
  const { record } = outcome;
  const counted = outcome.kind === 'completed' ? METRICS.processedImages : METRICS.processingErrors;
  metrics.addMetric(counted, MetricUnit.Count, 1);
  metrics.addMetric(METRICS.processingTime, MetricUnit.Milliseconds, record.durationMs ?? 0);
  if (outcome.kind === 'failed') return;
  const previewBytes = (record.previews ?? []).flatMap(filesOf).reduce((sum, { size }) => sum + size, 0);
  metrics.addMetric(METRICS.sourceBytes, MetricUnit.Bytes, record.size ?? 0);
  metrics.addMetric(METRICS.previewBytes, MetricUnit.Bytes, previewBytes);
}

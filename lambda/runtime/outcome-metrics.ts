import type { Metrics } from '@aws-lambda-powertools/metrics';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRICS } from '../domain/metrics';
import type { Outcome } from '../domain/outcome';

/** Counts one outcome. Deletions, and events that a newer one superseded, are not counted. */
export function countOutcome(outcome: Outcome, metrics: Metrics): void {
  if (outcome.kind === 'duplicate') metrics.addMetric(METRICS.duplicateEvents, MetricUnit.Count, 1);
  if (outcome.kind !== 'completed' && outcome.kind !== 'failed') return;
  const { record } = outcome;
  const counted = outcome.kind === 'completed' ? METRICS.processedImages : METRICS.processingErrors;
  metrics.addMetric(counted, MetricUnit.Count, 1);
  metrics.addMetric(METRICS.processingTime, MetricUnit.Milliseconds, record.durationMs ?? 0);
  if (outcome.kind === 'failed') return;
  const previewBytes = (record.previews ?? []).reduce((sum, { size }) => sum + size, 0);
  metrics.addMetric(METRICS.sourceBytes, MetricUnit.Bytes, record.size ?? 0);
  metrics.addMetric(METRICS.previewBytes, MetricUnit.Bytes, previewBytes);
}

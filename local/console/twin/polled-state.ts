import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../../../lambda/domain/metrics';
import type { QueueDeclaration } from '../../../plan/topology/queues';
import { type MetricStore, MINUTE_MS, startOfMinute } from '../../monitoring/metric-store';
import { statisticNamed } from '../../monitoring/statistic';
import type { MetricMinute, QueueDepths } from '../twin-view';

const [SUM, AVERAGE, P95] = [statisticNamed('Sum'), statisticNamed('Average'), statisticNamed('p95')];

/** One minute of the functions' own metrics. */
function metricMinute(metrics: MetricStore, environment: string, minute: number): MetricMinute {
  const dimensions = { [METRIC_DIMENSION]: environment };
  const of = (name: string, statistic = SUM): number | undefined =>
    metrics.statistic(
      { namespace: METRIC_NAMESPACE, name, dimensions },
      statistic,
      minute,
      minute + MINUTE_MS,
    );
  const durationAverage = of(METRICS.processingTime, AVERAGE);
  const durationP95 = of(METRICS.processingTime, P95);
  return {
    minute,
    processed: of(METRICS.processedImages) ?? 0,
    failed: of(METRICS.processingErrors) ?? 0,
    ...(durationAverage !== undefined && { durationAverage }),
    ...(durationP95 !== undefined && { durationP95 }),
    sourceBytes: of(METRICS.sourceBytes) ?? 0,
    previewBytes: of(METRICS.previewBytes) ?? 0,
  };
}

/** The minutes up to `now` in which anything happened, oldest first. */
export function metricMinutes(
  metrics: MetricStore,
  environment: string,
  now: number,
  minutes: number,
): MetricMinute[] {
  const latest = startOfMinute(now);
  return Array.from({ length: minutes }, (_, index) =>
    metricMinute(metrics, environment, latest - (minutes - 1 - index) * MINUTE_MS),
  ).filter(({ processed, failed }) => processed + failed > 0);
}

/** The number of messages in each queue. */
export async function queueDepths(
  sqs: SQSClient,
  uploads: QueueDeclaration,
  deadLetters: QueueDeclaration | undefined,
): Promise<QueueDepths> {
  const [main, dead] = await Promise.all([depthOf(sqs, uploads), deadLetters && depthOf(sqs, deadLetters)]);
  return {
    waiting: main.waiting,
    inFlight: main.inFlight,
    deadLetters: dead ? dead.waiting + dead.inFlight : 0,
  };
}

async function depthOf(sqs: SQSClient, { url }: QueueDeclaration) {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    waiting: Number(attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

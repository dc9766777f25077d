import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../domain/metrics';
import type { ProcessingEnvironment } from './processing-environment';

/** A function's log and metrics. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** @param serviceName the function's folder under `lambda/` */
export function createTelemetry(
  serviceName: string,
  environment: Pick<ProcessingEnvironment, 'ENVIRONMENT' | 'LOG_LEVEL'>,
): Telemetry {
  const logger = new Logger({ serviceName, logLevel: environment.LOG_LEVEL });
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
  // The alarms match exactly one dimension; Powertools would add `service` as a second.
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ [METRIC_DIMENSION]: environment.ENVIRONMENT });
  return { logger, metrics };
}

/** Runs one invocation: its log lines carry its request id, and its metrics are written at its end. */
export async function observed<Result>(
  { logger, metrics }: Telemetry,
  context: Context,
  invoke: () => Promise<Result>,
): Promise<Result> {
  logger.addContext(context);
  try {
    return await invoke();
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

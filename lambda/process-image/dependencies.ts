import type { Logger } from '@aws-lambda-powertools/logger';
import type { ProcessingDependencies } from '../domain/processing';
import type { MetricStore } from './outcome-metrics';

/** The log and the metrics of the function. */
export interface Telemetry {
  readonly logger: Pick<Logger, 'addContext' | 'info' | 'error'>;
  readonly metrics: MetricStore;
}

/** The ports, the settings and the telemetry of the function. */
export interface ProcessImageDependencies extends ProcessingDependencies, Telemetry {
  /** The only bucket whose originals are processed. */
  readonly sourceBucket: string;
  /** Whether attempts are counted for the alarm of the brake. */
  readonly countsAttempts: boolean;
}

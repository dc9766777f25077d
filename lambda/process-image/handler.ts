import './engine-flags';
import { awsPorts } from '../runtime/aws-ports';
import { createLogger } from '../runtime/logger';
import { parseEnvironment } from '../runtime/parse-environment';
import { createHandler } from './create-handler';
import { processImageEnvironment } from './environment';
import { createMetrics } from './outcome-metrics';
import { renderingSettings } from './rendering-settings';

const environment = parseEnvironment(processImageEnvironment, process.env);

export const handler = createHandler({
  ...awsPorts(environment),
  ...renderingSettings(environment),
  sourceBucket: environment.SOURCE_BUCKET,
  countsAttempts: environment.MAX_IMAGES_PER_HOUR !== undefined,
  logger: createLogger(environment),
  metrics: createMetrics(environment.ENVIRONMENT),
});

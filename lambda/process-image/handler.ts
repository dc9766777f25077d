import './engine-flags';
import { parseEnvironment } from '../runtime/function-environment';
import { processingDependencies } from '../runtime/processing-dependencies';
import { createTelemetry } from '../runtime/telemetry';
import { CONCURRENT_UPLOADS } from './concurrent-uploads';
import { createHandler } from './create-handler';
import { processImageEnvironment } from './environment';

const environment = parseEnvironment(processImageEnvironment, process.env);

export const handler = createHandler({
  ...processingDependencies(environment, CONCURRENT_UPLOADS),
  ...createTelemetry('process-image', environment),
  sourceBucket: environment.SOURCE_BUCKET,
});

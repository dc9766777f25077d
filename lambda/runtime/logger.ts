import { Logger } from '@aws-lambda-powertools/logger';
import type { ResourceEnvironment } from './resource-environment';

/** Creates the logger of a function. Powertools adds `POWERTOOLS_SERVICE_NAME` to each line. */
export function createLogger({ LOG_LEVEL: logLevel }: Pick<ResourceEnvironment, 'LOG_LEVEL'>): Logger {
  // The level of Lambda's own log filter, which must let metrics pass. Powertools would prefer it to LOG_LEVEL.
  delete process.env.AWS_LAMBDA_LOG_LEVEL;
  return new Logger({ logLevel });
}

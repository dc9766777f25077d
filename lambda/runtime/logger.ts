import { Logger } from '@aws-lambda-powertools/logger';
import type { ResourceEnvironment } from './resource-environment';

/** Its lines name the function as `POWERTOOLS_SERVICE_NAME` does, which Powertools reads. */
export function createLogger({ LOG_LEVEL: logLevel }: Pick<ResourceEnvironment, 'LOG_LEVEL'>): Logger {
  // The level of Lambda's own filter, which has to let metrics through. Powertools would take it for its own.
  delete process.env.AWS_LAMBDA_LOG_LEVEL;
  return new Logger({ logLevel });
}

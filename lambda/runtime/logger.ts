import { Logger } from '@aws-lambda-powertools/logger';
import type { ResourceEnvironment } from './resource-environment';

/** @param serviceName the function's folder under `lambda/` */
export const createLogger = (
  serviceName: string,
  { LOG_LEVEL: logLevel }: Pick<ResourceEnvironment, 'LOG_LEVEL'>,
): Logger => new Logger({ serviceName, logLevel });

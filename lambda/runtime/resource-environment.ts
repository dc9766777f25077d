import * as z from 'zod/mini';
import { environmentSuffix, logLevel, resourceName } from './setting-fields';

/** The variables that `process-image` and `image-api` have in common: resources and logging. */
export const resourceEnvironment = {
  SOURCE_BUCKET: resourceName,
  PROCESSED_BUCKET: resourceName,
  METADATA_TABLE: resourceName,
  EVENT_BUS_NAME: resourceName,
  ENVIRONMENT: environmentSuffix,
  LOG_LEVEL: logLevel,
  /** Only with a CDN. */
  DELIVERY_DISTRIBUTION_ID: z.optional(resourceName),
};

const schema = z.object(resourceEnvironment);

export type ResourceEnvironment = z.output<typeof schema>;

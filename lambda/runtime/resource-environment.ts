import * as z from 'zod/mini';
import { environmentSuffix, logLevel, resourceName } from './setting-fields';

/** The environment that every function has, by variable: its resources and its log. */
export const resourceEnvironment = {
  SOURCE_BUCKET: resourceName,
  PROCESSED_BUCKET: resourceName,
  METADATA_TABLE: resourceName,
  EVENT_BUS_NAME: resourceName,
  ENVIRONMENT: environmentSuffix,
  LOG_LEVEL: logLevel,
  /** With a CDN only. */
  DELIVERY_DISTRIBUTION_ID: z.optional(resourceName),
};

const schema = z.object(resourceEnvironment);

export type ResourceEnvironment = z.output<typeof schema>;

import * as z from 'zod/mini';
import { logLevel, resourceName } from '../runtime/setting-fields';

/** The environment of `brake`. The stack's tests compare these keys with the synthesized ones. */
export const brakeEnvironment = z.object({
  METADATA_TABLE: resourceName,
  EVENT_SOURCE_MAPPING: resourceName,
  LOG_LEVEL: logLevel,
});

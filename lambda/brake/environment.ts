import * as z from 'zod/mini';
import { logLevel, resourceName } from '../runtime/setting-fields';

/** The environment of `brake`. Synthesis fails if it differs from the variables of the function. */
export const brakeEnvironment = z.object({
  METADATA_TABLE: resourceName,
  EVENT_SOURCE_MAPPING: resourceName,
  LOG_LEVEL: logLevel,
});

import * as z from 'zod/mini';
import { resourceEnvironment } from '../runtime/resource-environment';
import {
  maxImageSize,
  maxImagesPerHour,
  origins,
  previewExpirationDays,
  resourceName,
} from '../runtime/setting-fields';

/** The environment of `image-api`. Synthesis fails if it differs from the variables of the function. */
export const imageApiEnvironment = z.object({
  ...resourceEnvironment,
  MAX_IMAGE_SIZE: maxImageSize,
  PREVIEW_EXPIRATION_DAYS: previewExpirationDays,
  PROCESSOR_FUNCTION: resourceName,
  MAX_IMAGES_PER_HOUR: z.optional(maxImagesPerHour),
  CORS_ALLOWED_ORIGINS: z.optional(origins),
  DELIVERY_URL: z.optional(z.string().check(z.url('must be an address'))),
  DELIVERY_KEY_PAIR_ID: z.optional(resourceName),
  DELIVERY_PRIVATE_KEY_SECRET: z.optional(resourceName),
});

import * as z from 'zod/mini';
import { resourceEnvironment } from '../runtime/resource-environment';
import { maxImageSize, previewExpirationDays, resourceName } from '../runtime/setting-fields';

/** Origins separated by commas, like the setting of the stack. */
const origins = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  ),
);

/** The environment of `image-api`. The stack's tests compare these keys with the synthesized ones. */
export const imageApiEnvironment = z.object({
  ...resourceEnvironment,
  MAX_IMAGE_SIZE: maxImageSize,
  PREVIEW_EXPIRATION_DAYS: previewExpirationDays,
  PROCESSOR_FUNCTION: resourceName,
  CORS_ALLOWED_ORIGINS: z.optional(origins),
});

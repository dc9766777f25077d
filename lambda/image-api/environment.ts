import * as z from 'zod/mini';
import { processingEnvironment } from '../runtime/processing-environment';

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
  ...processingEnvironment,
  CORS_ALLOWED_ORIGINS: z.optional(origins),
});

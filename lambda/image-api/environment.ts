import * as z from 'zod/mini';
import { processingEnvironment } from '../runtime/processing-environment';

/** Origins separated by commas, as the stack's setting is written. */
const origins = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  ),
);

/** What `image-api` needs to know. The stack's tests compare these keys with the synthesized ones. */
export const imageApiEnvironment = z.object({
  ...processingEnvironment,
  CORS_ALLOWED_ORIGINS: z.optional(origins),
});

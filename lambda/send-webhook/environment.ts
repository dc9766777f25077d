import * as z from 'zod/mini';
import { logLevel, resourceName } from '../runtime/setting-fields';

/** The environment of `send-webhook`. Synthesis fails if it differs from the variables of the function. */
export const sendWebhookEnvironment = z.object({
  WEBHOOK_URL: z.string().check(z.url('must be an address')),
  WEBHOOK_SECRET_NAME: resourceName,
  WEBHOOKS_QUEUE_URL: resourceName,
  LOG_LEVEL: logLevel,
});

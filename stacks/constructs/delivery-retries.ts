/** An e-mail that is a few hours late is still useful, one from yesterday is not. */
const MAX_AGE_SECONDS = 4 * 60 * 60;
const MAX_ATTEMPTS = 50;

/** How long EventBridge tries to reach a target before the event goes to the dead-letter queue. */
export const DELIVERY_RETRIES = {
  maximumEventAgeInSeconds: MAX_AGE_SECONDS,
  maximumRetryAttempts: MAX_ATTEMPTS,
} as const;

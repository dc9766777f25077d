/** A message a few hours late still helps, one of yesterday does not. */
const OLDEST_SECONDS = 4 * 60 * 60;
const MOST_ATTEMPTS = 50;

/** How long EventBridge tries to reach a target before the event goes to the dead-letter queue. */
export const DELIVERY_RETRIES = {
  maximumEventAgeInSeconds: OLDEST_SECONDS,
  maximumRetryAttempts: MOST_ATTEMPTS,
} as const;

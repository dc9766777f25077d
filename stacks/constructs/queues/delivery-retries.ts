/**
 * How long EventBridge tries to reach a target before it sends the event to the dead-letter queue. Its own
 * maximum is 24 hours and 185 attempts. Source: Amazon EventBridge User Guide, "Event retry policy".
 */
interface RetryPolicy {
  readonly maximumEventAgeInSeconds: number;
  readonly maximumRetryAttempts: number;
}

/** An e-mail that is a few hours late is still useful, one from yesterday is not. */
export const NOTIFICATION_RETRIES: RetryPolicy = {
  maximumEventAgeInSeconds: 4 * 60 * 60,
  maximumRetryAttempts: 50,
};

/** An upload is worth every attempt. */
export const UPLOAD_RETRIES: RetryPolicy = {
  maximumEventAgeInSeconds: 24 * 60 * 60,
  maximumRetryAttempts: 185,
};

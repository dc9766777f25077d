import { DAY_SECONDS } from '../../../lambda/domain/days';

/**
 * How long EventBridge retries before it sends an event to the dead-letter queue. The maximum is 24 hours and 185
 * attempts. Source: Amazon EventBridge User Guide, "Event retry policy".
 */
interface RetryPolicy {
  readonly maximumEventAgeInSeconds: number;
  readonly maximumRetryAttempts: number;
}

/** An e-mail that is a few hours late is still useful; one from yesterday is not. */
export const NOTIFICATION_RETRIES: RetryPolicy = {
  maximumEventAgeInSeconds: 4 * 60 * 60,
  maximumRetryAttempts: 50,
};

/** The maximum, because an upload must not be lost. */
export const UPLOAD_RETRIES: RetryPolicy = {
  maximumEventAgeInSeconds: DAY_SECONDS,
  maximumRetryAttempts: 185,
};

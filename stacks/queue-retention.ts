/**
 * The maximum number of days that SQS keeps a message, counted from the time when it was first sent.
 * Source: Amazon SQS API Reference, "SetQueueAttributes".
 */
export const MAX_RETENTION_DAYS = 14;

/**
 * Days that a queue with a dead-letter queue keeps a message. Longer than all attempts take, and shorter than in the
 * dead-letter queue, because SQS counts both from the time when the message was first sent.
 */
export const WORK_RETENTION_DAYS = 4;

/** Days that the uploads queue keeps a message. With the brake, uploads wait until somebody resumes. */
export const uploadsRetentionDays = (hasBrake: boolean): number =>
  hasBrake ? MAX_RETENTION_DAYS : WORK_RETENTION_DAYS;

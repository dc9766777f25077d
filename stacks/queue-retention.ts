/**
 * The maximum number of days that SQS keeps a message, counted from the time when it was first sent.
 * Source: Amazon SQS API Reference, "SetQueueAttributes".
 */
export const MAX_RETENTION_DAYS = 14;

/**
 * Days that the uploads queue keeps a message. They are fewer than in the dead-letter queue, because SQS counts both
 * from the time when the message was first sent. With the brake they are the maximum, because uploads wait for an
 * operator.
 */
export const uploadsRetentionDays = (hasBrake: boolean): number => (hasBrake ? MAX_RETENTION_DAYS : 4);

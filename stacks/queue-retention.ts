/**
 * Days that any queue keeps a message at most, counted from when it was first sent. The maximum of SQS.
 * Source: Amazon SQS API Reference, "SetQueueAttributes".
 */
export const MAX_RETENTION_DAYS = 14;

/**
 * Days that the uploads queue keeps a message. Shorter than in the dead-letter queue, because SQS counts both
 * from the time a message was first sent; but with the brake, uploads wait until somebody resumes.
 */
export const uploadsRetentionDays = (hasBrake: boolean): number => (hasBrake ? MAX_RETENTION_DAYS : 4);

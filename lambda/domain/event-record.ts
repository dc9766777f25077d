import { DAY_SECONDS } from './days';
import { type ImageRecord, imageIdOf, type ProcessingStatus, uploadDateOf, userIdOf } from './image-record';
import type { UploadEvent } from './upload';
import { uploadIdOf } from './upload-identity';

/** At most this many events of one key may share a millisecond; more means a bug. */
export const MAX_EVENTS_IN_ONE_MILLISECOND = 64;

/**
 * Days after which no message about an event can arrive any more: a message stays in a queue for at most 14 days (SQS
 * quotas, message retention), first in the uploads queue and then in the dead-letter queue, and clocks differ.
 * Everything that a late message must find is kept this long.
 */
export const MESSAGE_LIFE_DAYS = 30;

/** Creates a record from the event alone. */
export function recordOf(event: UploadEvent, processingStatus: ProcessingStatus): ImageRecord {
  const userId = userIdOf(event.key);
  const uploadId = event.kind === 'created' ? uploadIdOf(event) : undefined;
  return {
    imageId: imageIdOf(event.bucket, event.key),
    timestamp: event.eventTime,
    processingStatus,
    bucket: event.bucket,
    key: event.key,
    uploadDate: uploadDateOf(event.eventTime),
    ...(event.versionId && { versionId: event.versionId }),
    ...(uploadId && { uploadId }),
    ...(event.eTag && { eTag: event.eTag }),
    ...(event.sequencer && { sequencer: event.sequencer }),
    ...(event.size !== undefined && { size: event.size }),
    ...(userId && { userId }),
  };
}

/**
 * The expiry of a record that is written now, in epoch seconds.
 * @param now epoch milliseconds
 * @param days days to keep the record; without them it never expires
 */
export const expiryOf = (now: number, days: number | undefined): Pick<ImageRecord, 'ttl'> =>
  days ? { ttl: Math.floor(now / 1000) + days * DAY_SECONDS } : {};

/** When a row that late messages must meet expires: not before the last of them, however short the retention is. */
export const expiryAfterMessages = (
  now: number,
  retentionDays: number | undefined,
): Pick<ImageRecord, 'ttl'> => expiryOf(now, retentionDays && Math.max(retentionDays, MESSAGE_LIFE_DAYS));

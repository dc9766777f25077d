import { type ImageRecord, imageIdOf, type ProcessingStatus, uploadDateOf, userIdOf } from './image-record';
import type { UploadEvent } from './upload';
import { uploadIdOf } from './upload-identity';

/** At most this many events of one key may share a millisecond; more means a bug. */
export const MAX_EVENTS_IN_ONE_MILLISECOND = 64;

const SECONDS_PER_DAY = 86_400;

/**
 * Days after which no message about an event can come any more: it waits up to 14 days in the uploads queue and
 * as many in the dead-letter queue, and clocks differ. Whatever late messages must meet is kept as long.
 */
export const MESSAGE_LIFE_DAYS = 30;

/** The record of an event, before anything is known beyond what the event says. */
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
 * When a record that is written now expires.
 * @param now epoch milliseconds
 * @param days how long it is kept; without a number it is kept forever
 */
export const expiryOf = (now: number, days: number | undefined): Pick<ImageRecord, 'ttl'> =>
  days ? { ttl: Math.floor(now / 1000) + days * SECONDS_PER_DAY } : {};

import { expiryOf, MAX_EVENTS_IN_ONE_MILLISECOND, MESSAGE_LIFE_DAYS, recordOf } from '../event-record';
import { type ImageRecord, isDeletion, uploadDateOf } from '../image-record';
import type { ClaimedRecord, ImageCatalog } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';
import { ownVersionOf } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'now' | 'retentionDays'>;

/** Whether a deletion's row was written by this event. */
export const isEventOf = (row: ImageRecord, event: UploadEvent): boolean =>
  event.sequencer
    ? row.sequencer === event.sequencer
    : row.sequencer === undefined && row.versionId === event.versionId && event.versionId !== undefined;

/**
 * Writes the row of a deletion, once. It outlives every late message about the image.
 * @returns nothing when the delete marker itself was removed meanwhile
 */
export async function recordDeletion(
  event: UploadEvent,
  dependencies: Dependencies,
): Promise<ImageRecord | undefined> {
  const { catalog, now, retentionDays } = dependencies;
  const wanted = deletionRecord(event, dependencies);
  const rows = await newestRows(wanted.imageId, catalog);
  const own = rows.find((row) => isDeletion(row) && isEventOf(row, event));
  const deletion = own ? withoutState(own) : await putInFreeRow(wanted, catalog);
  const marker = event.kind === 'delete-marker-created' ? ownVersionOf(event) : undefined;
  if (!marker) return deletion;
  // The removal of the marker finds the row by this, or has come before.
  const name = { imageId: deletion.imageId, identity: marker };
  const days = retentionDays && Math.max(retentionDays, MESSAGE_LIFE_DAYS);
  const place = await catalog.locate(name, deletion.timestamp, expiryOf(now(), days).ttl);
  if (!place.isGone && place.timestamp === deletion.timestamp) return deletion;
  await catalog.remove(deletion);
  return place.isGone
    ? undefined
    : withoutState(await catalog.row({ ...deletion, timestamp: place.timestamp }));
}

/** Finds the first millisecond from the event's own on that no other event of the key has taken. */
async function putInFreeRow(wanted: ImageRecord, catalog: ImageCatalog): Promise<ImageRecord> {
  for (let offset = 0; offset < MAX_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
    const deletion = { ...wanted, timestamp: wanted.timestamp + offset };
    if (await catalog.putDeleted(deletion)) return deletion;
  }
  throw new Error(`No free row for the deletion of ${wanted.key} at ${wanted.timestamp}.`);
}

function withoutState(row: ClaimedRecord): ImageRecord;
function withoutState(row: ClaimedRecord | undefined): ImageRecord | undefined;
function withoutState(row: ClaimedRecord | undefined): ImageRecord | undefined {
  if (!row) return undefined;
  const { isSwept: _, claim: __, ...deletion } = row;
  return deletion;
}

/** An expiration by a lifecycle rule may come without a time: then it is when we hear of it. */
function deletionRecord(event: UploadEvent, { now, retentionDays }: Dependencies): ImageRecord {
  const timestamp = event.eventTime > 0 ? event.eventTime : now();
  const days = retentionDays && Math.max(retentionDays, MESSAGE_LIFE_DAYS);
  return {
    ...recordOf(event, 'DELETED'),
    timestamp,
    uploadDate: uploadDateOf(timestamp),
    processedAt: new Date(now()).toISOString(),
    ...expiryOf(now(), days),
  };
}

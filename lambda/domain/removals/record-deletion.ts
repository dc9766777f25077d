import { expiryAfterMessages, MAX_EVENTS_IN_ONE_MILLISECOND, recordOf } from '../event-record';
import { type ImageRecord, isDeletion, uploadDateOf } from '../image-record';
import type { ClaimedRecord, ImageCatalog } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';
import { ownVersionOf } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'now' | 'retentionDays'>;

/** Whether this event wrote the row of a deletion. */
export const isEventOf = (row: ImageRecord, event: UploadEvent): boolean =>
  event.sequencer
    ? row.sequencer === event.sequencer
    : row.sequencer === undefined && row.versionId === event.versionId && event.versionId !== undefined;

/**
 * Writes the row of a deletion, once. The row is kept longer than any message about the image can be late.
 * @returns undefined if the delete marker itself was removed meanwhile
 */
export async function recordDeletion(
  event: UploadEvent,
  dependencies: Dependencies,
): Promise<ImageRecord | undefined> {
  const { catalog, now, retentionDays } = dependencies;
  const record = deletionRecord(event, dependencies);
  const rows = await newestRows(record.imageId, catalog);
  const existing = rows.find((row) => isDeletion(row) && isEventOf(row, event));
  const deletion = existing ? withoutState(existing) : await putInFreeRow(record, catalog);
  const marker = event.kind === 'delete-marker-created' ? ownVersionOf(event) : undefined;
  if (!marker) return deletion;
  // With the place, the removal of the marker finds the row. If that removal came first, the place is gone.
  const name = { imageId: deletion.imageId, identity: marker };
  const { ttl } = expiryAfterMessages(now(), retentionDays);
  const place = await catalog.locate(name, deletion.timestamp, ttl);
  if (!place.isGone && place.timestamp === deletion.timestamp) return deletion;
  await catalog.remove(deletion);
  return place.isGone
    ? undefined
    : withoutState(await catalog.row({ ...deletion, timestamp: place.timestamp }));
}

/** Writes the record at its timestamp, or at the next millisecond that no other event of the key has taken. */
async function putInFreeRow(record: ImageRecord, catalog: ImageCatalog): Promise<ImageRecord> {
  for (let offset = 0; offset < MAX_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
    const deletion = { ...record, timestamp: record.timestamp + offset };
    if (await catalog.putDeleted(deletion)) return deletion;
  }
  throw new Error(`No free row for the deletion of ${record.key} at ${record.timestamp}.`);
}

function withoutState(row: ClaimedRecord): ImageRecord;
function withoutState(row: ClaimedRecord | undefined): ImageRecord | undefined;
function withoutState(row: ClaimedRecord | undefined): ImageRecord | undefined {
  if (!row) return undefined;
  const { isSwept: _, claim: __, ...deletion } = row;
  return deletion;
}

/** The event of an expiration by a lifecycle rule may have no time. The deletion is then recorded as of now. */
function deletionRecord(event: UploadEvent, { now, retentionDays }: Dependencies): ImageRecord {
  const timestamp = event.eventTime > 0 ? event.eventTime : now();
  return {
    ...recordOf(event, 'DELETED'),
    timestamp,
    uploadDate: uploadDateOf(timestamp),
    processedAt: new Date(now()).toISOString(),
    ...expiryAfterMessages(now(), retentionDays),
  };
}

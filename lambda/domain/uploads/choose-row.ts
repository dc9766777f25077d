import { recordOf } from '../event-record';
import { type ImageRecord, isDeletion } from '../image-record';
import type { ClaimedRecord, ImageCatalog, OriginalHead } from '../ports';
import type { UploadEvent } from '../upload';
import { isSameObject, ownVersionOf } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';
import { isOvertaken } from '../versions/stale-rows';

/**
 * The largest difference between Last-Modified, which S3 truncates to the second, and the event time of one upload. It
 * matters only if the same bytes are uploaded twice without versions.
 */
const SAME_UPLOAD_MS = 5_000;

/**
 * Chooses the row of an upload: the row that an earlier attempt has begun, if it is among the newest rows, otherwise
 * the row at the event time. `claimUpload` ensures that all attempts end up at the same row.
 * @param head the current object, for a request without an event of S3
 */
export async function chooseRow(
  event: UploadEvent,
  catalog: Pick<ImageCatalog, 'page'>,
  head?: OriginalHead,
): Promise<ImageRecord> {
  const record = recordOf(event, 'PROCESSING');
  if (ownVersionOf(event) && event.sequencer) return record;
  const rows = await newestRows(record.imageId, catalog);
  const isSameEvent = (row: ClaimedRecord) => isRowOf(row, event) && row.sequencer === event.sequencer;
  // If one event has two rows, the older row is kept: see `replacementOf`.
  const match = rows.findLast(isSameEvent) ?? rows.find((row) => isRowOf(row, event));
  // The current object was uploaded after all versions. A row below a version belongs to an earlier object of the same
  // content.
  const isCurrent = head !== undefined && !ownVersionOf(event) && isSameObject(head, event);
  const existing = isCurrent && match && isOvertaken(match, rows) ? undefined : match;
  if (!existing)
    return event.sequencer ? record : { ...record, timestamp: unknownPlace(record, event, rows, head) };
  const { uploadId: _, ...described } = record;
  const { timestamp, uploadDate, uploadId } = existing;
  return { ...described, timestamp, uploadDate, ...(uploadId && { uploadId }) };
}

/** The timestamp of an upload without an event of S3, until that event arrives and orders it. */
function unknownPlace(
  { timestamp }: ImageRecord,
  event: UploadEvent,
  rows: readonly ClaimedRecord[],
  head: OriginalHead | undefined,
): number {
  const isOlder = ownVersionOf(event) !== undefined && head !== undefined && !isSameObject(head, event);
  // The current object goes above all known rows.
  if (!isOlder) return Math.max(timestamp, (rows[0]?.timestamp ?? 0) + 1);
  // An older version goes below the current one. S3 gives both times to the second only.
  const current = rows.find((row) => !isDeletion(row) && isSameObject(row, head));
  const taken = new Set(rows.map((row) => row.timestamp));
  let place = Math.min(timestamp, (current?.timestamp ?? Number.POSITIVE_INFINITY) - 1);
  while (taken.has(place)) place -= 1;
  return place;
}

function isRowOf(row: ClaimedRecord, event: UploadEvent): boolean {
  if (isDeletion(row) || !isSameObject(row, event)) return false;
  if (ownVersionOf(event)) return true;
  if (row.sequencer && event.sequencer) return row.sequencer === event.sequencer;
  return row.processingStatus !== 'DELETED' && Math.abs(row.timestamp - event.eventTime) <= SAME_UPLOAD_MS;
}

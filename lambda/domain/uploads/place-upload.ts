import { recordOf } from '../event-record';
import { type ImageRecord, isDeletion } from '../image-record';
import type { ClaimedRecord, ImageCatalog, OriginalHead } from '../ports';
import type { UploadEvent } from '../upload';
import { isSameObject, ownVersionOf } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';
import { isOvertaken } from '../versions/stale-rows';

/**
 * Milliseconds by which S3's Last-Modified, which is cut to the second, and the time of its event may differ for
 * one upload. It only matters where the same bytes are uploaded twice without versions.
 */
const SAME_UPLOAD_MS = 5_000;

/**
 * Chooses the row of an upload: where an earlier attempt at it has begun one, as far as the newest rows say so, else
 * at its time. `claimUpload` makes sure that all attempts meet at one row.
 * @param head what S3 calls current, where somebody asks for an upload whose event nobody knows
 */
export async function placeUpload(
  event: UploadEvent,
  catalog: Pick<ImageCatalog, 'page'>,
  head?: OriginalHead,
): Promise<ImageRecord> {
  const record = recordOf(event, 'PROCESSING');
  if (ownVersionOf(event) && event.sequencer) return record;
  const rows = await newestRows(record.imageId, catalog);
  const isKnown = (row: ClaimedRecord) => isRowOf(row, event) && row.sequencer === event.sequencer;
  // Of two rows of one event the first stays, see `replacementOf`.
  const known = rows.findLast(isKnown) ?? rows.find((row) => isRowOf(row, event));
  // What S3 calls current was uploaded after all other versions: a row that is not is of an earlier object like it.
  const isCurrent = head !== undefined && !ownVersionOf(event) && isSameObject(head, event);
  const own = isCurrent && known && isOvertaken(known, rows) ? undefined : known;
  if (!own)
    return event.sequencer ? record : { ...record, timestamp: unknownPlace(record, event, rows, head) };
  const { uploadId: _, ...described } = record;
  const { timestamp, uploadDate, uploadId } = own;
  return { ...described, timestamp, uploadDate, ...(uploadId && { uploadId }) };
}

/** Where an upload goes whose event nobody knows, until its own event says where it belongs. */
function unknownPlace(
  { timestamp }: ImageRecord,
  event: UploadEvent,
  rows: readonly ClaimedRecord[],
  head: OriginalHead | undefined,
): number {
  const isOlder = ownVersionOf(event) !== undefined && head !== undefined && !isSameObject(head, event);
  // What S3 calls current stands above all that is known.
  if (!isOlder) return Math.max(timestamp, (rows[0]?.timestamp ?? 0) + 1);
  // An older version stands below it. S3 tells both times to the second.
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

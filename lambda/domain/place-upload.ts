import { recordOf } from './event-record';
import { type ImageRecord, isDeletion } from './image-record';
import { newestRows } from './newest-rows';
import type { ClaimedRecord, ImageCatalog } from './ports';
import type { UploadEvent } from './upload';
import { isSameObject, ownVersionOf } from './upload-identity';

/**
 * Milliseconds by which S3's Last-Modified, which is cut to the second, and the time of its event may differ for
 * one upload. It only matters where the same bytes are uploaded twice without versions.
 */
const SAME_UPLOAD_MS = 5_000;

/**
 * Chooses the row of an upload: where an earlier attempt at it has begun one, as far as the newest rows say so, else
 * at its time. `claimUpload` makes sure that all attempts meet at one row.
 */
export async function placeUpload(
  event: UploadEvent,
  catalog: Pick<ImageCatalog, 'page'>,
): Promise<ImageRecord> {
  const record = recordOf(event, 'PROCESSING');
  if (ownVersionOf(event) && event.sequencer) return record;
  const rows = await newestRows(record.imageId, catalog);
  const isKnown = (row: ClaimedRecord) => isRowOf(row, event) && row.sequencer === event.sequencer;
  const own = rows.find(isKnown) ?? rows.find((row) => isRowOf(row, event));
  if (!own) return event.sequencer ? record : { ...record, timestamp: above(rows, record) };
  const { uploadId: _, ...described } = record;
  const { timestamp, uploadDate, uploadId } = own;
  return { ...described, timestamp, uploadDate, ...(uploadId && { uploadId }) };
}

/** What S3 calls current stands above all that is known, until its own event says where it belongs. */
const above = ([newest]: readonly ClaimedRecord[], { timestamp }: ImageRecord): number =>
  Math.max(timestamp, (newest?.timestamp ?? 0) + 1);

function isRowOf(row: ClaimedRecord, event: UploadEvent): boolean {
  if (isDeletion(row) || !isSameObject(row, event)) return false;
  if (ownVersionOf(event)) return true;
  if (row.sequencer && event.sequencer) return row.sequencer === event.sequencer;
  return row.processingStatus !== 'DELETED' && Math.abs(row.timestamp - event.eventTime) <= SAME_UPLOAD_MS;
}

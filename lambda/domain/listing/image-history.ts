import type { ImageRecord } from '../image-record';
import type { ImageCatalog } from '../ports';
import { newestFirst } from '../versions/sequencer';
import { cursorOf, fieldsOfCursor, InvalidCursorError } from './image-cursor';

export interface HistoryPage {
  /** Newest first. */
  readonly records: readonly ImageRecord[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * One page of the versions of an image. The cost of a page does not depend on the number of versions.
 * @throws InvalidCursorError when the cursor does not belong to this image
 */
export async function imageHistory(
  imageId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  catalog: Pick<ImageCatalog, 'page'>,
): Promise<HistoryPage> {
  const before = cursor === undefined ? undefined : positionOf(imageId, cursor);
  const rows = await catalog.page(imageId, limit + 1, before);
  const records = rows.slice(0, limit);
  const last = records.at(-1);
  return {
    records: newestFirst(records),
    ...(rows.length > limit && last && { cursor: cursorOf([imageId, last.timestamp]) }),
  };
}

/** Reads the timestamp from a history cursor, `[imageId, timestamp]`. It is not a secret: see `encodeCursor`. */
function positionOf(imageId: string, cursor: string): number {
  const [image, timestamp] = fieldsOfCursor(cursor);
  if (
    image === imageId &&
    typeof timestamp === 'number' &&
    Number.isSafeInteger(timestamp) &&
    timestamp > 0
  ) {
    return timestamp;
  }
  throw new InvalidCursorError(
    'cursor does not belong to the history of this image. Pass next_cursor of the previous page unchanged, or none.',
  );
}

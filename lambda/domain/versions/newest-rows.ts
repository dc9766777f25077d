import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestFirst } from './sequencer';

/**
 * Rows that are read to decide about an image, however long its history is. Clocks differ by milliseconds, so the
 * newest event is within the first few rows by time.
 */
const MAX_ROWS = 16;

/** The newest rows of an image in the order of their events, newest first. */
export async function newestRows(
  imageId: string,
  catalog: Pick<ImageCatalog, 'page'>,
): Promise<ClaimedRecord[]> {
  return newestFirst(await catalog.page(imageId, MAX_ROWS));
}

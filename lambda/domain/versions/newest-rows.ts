import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestFirst } from './sequencer';

/**
 * Rows to read for a decision about an image. Clocks differ by milliseconds only, so the newest event is among the
 * first few rows by time, however long the history is.
 */
const MAX_ROWS = 16;

/** The newest rows of an image in the order of their events, newest first. */
export async function newestRows(
  imageId: string,
  catalog: Pick<ImageCatalog, 'page'>,
): Promise<ClaimedRecord[]> {
  return newestFirst(await catalog.page(imageId, MAX_ROWS));
}

import pLimit from 'p-limit';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import { newestRows } from '../../../lambda/domain/newest-rows';
import type { ImageFilter, ImagePage } from '../../../lambda/domain/ports';
import type { RecordedImage, SelectionSource } from './selected-image';
import { admitsRecord, type Selection } from './selection';

/** The listing to read, and where to start. */
interface RecordListing {
  readonly filter: ImageFilter;
  readonly phase: string;
  readonly after?: NonNullable<ImagePage['next']>;
}

const ROWS_IN_A_PAGE = 100;
const CONCURRENCY = 8;

/**
 * The records of a listing that a selection admits, each the newest version of an existing image. Only
 * candidates from the listing are read in full.
 */
export async function* outdatedRecords(
  darkroom: SelectionSource,
  selection: Selection,
  { filter, phase, after }: RecordListing,
): AsyncGenerator<RecordedImage> {
  const limit = pLimit(CONCURRENCY);
  let next = after;
  do {
    const page = await darkroom.catalog.list(filter, ROWS_IN_A_PAGE, next);
    const candidates = page.records.filter((row) => admitsRecord(selection, row, darkroom.recipeId));
    const images = await Promise.all(candidates.map((row) => limit(() => currentVersion(row, darkroom))));
    for (const record of images.filter((row) => row !== undefined)) {
      const { imageId, key, processingStatus: status } = record;
      if (status !== 'COMPLETED' && status !== 'FAILED') continue;
      yield { status, imageId, key, record, place: { phase, position: positionOf(record, filter) } };
    }
    // The listing is sorted newest first, so everything after a row that is too old is too old as well.
    const oldest = page.records.at(-1)?.timestamp ?? 0;
    next = oldest < (selection.since ?? 0) ? undefined : page.next;
  } while (next);
}

/** The current row, if it is the newest of its image and equal to what the eventually consistent index returned. */
async function currentVersion(
  row: ImageRecord,
  { catalog }: SelectionSource,
): Promise<ImageRecord | undefined> {
  const [newest] = await newestRows(row.imageId, catalog);
  const isSame =
    newest?.timestamp === row.timestamp &&
    newest.processingStatus === row.processingStatus &&
    newest.recipe === row.recipe;
  return isSame ? newest : undefined;
}

/** The position of a row in its index: the keys of the table and of the index. */
const positionOf = ({ imageId, timestamp }: ImageRecord, filter: ImageFilter): Record<string, unknown> => ({
  imageId,
  timestamp,
  ...(filter.by === 'user' && { userId: filter.userId }),
  ...(filter.by === 'status' && { processingStatus: filter.status }),
});

import pLimit from 'p-limit';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageFilter, ImagePage } from '../../../lambda/domain/ports';
import type { RecordedImage, Walked } from './selected-images';
import { admitsRecord, type Selection } from './selection';

/** Where in which listing to begin. */
interface RecordListing {
  readonly filter: ImageFilter;
  readonly phase: string;
  readonly after?: NonNullable<ImagePage['next']>;
}

const ROWS_IN_A_PAGE = 100;
const CONCURRENCY = 8;

/**
 * The records of a listing that a selection admits, each of them the newest version of an image that lives.
 * The listing tells the candidates; only of those is anything else read.
 */
export async function* outdatedRecords(
  darkroom: Walked,
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
    // Newest first: nothing behind a row that is too old is young enough.
    const oldest = page.records.at(-1)?.timestamp ?? 0;
    next = oldest < (selection.since ?? 0) ? undefined : page.next;
  } while (next);
}

/** The row as it is now, when it is its image's newest and still says what the index, which lags, said. */
async function currentVersion(row: ImageRecord, { catalog }: Walked): Promise<ImageRecord | undefined> {
  const [newest] = await catalog.history(row.imageId);
  const isSame =
    newest?.timestamp === row.timestamp &&
    newest.processingStatus === row.processingStatus &&
    newest.recipe === row.recipe;
  return isSame ? newest : undefined;
}

/** A row's place in its index: the keys of the table and of the index. */
const positionOf = ({ imageId, timestamp }: ImageRecord, filter: ImageFilter): Record<string, unknown> => ({
  imageId,
  timestamp,
  ...(filter.by === 'user' && { userId: filter.userId }),
  ...(filter.by === 'status' && { processingStatus: filter.status }),
});

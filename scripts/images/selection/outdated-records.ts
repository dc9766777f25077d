import pLimit from 'p-limit';
import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageFilter, ImagePage } from '../../../lambda/domain/ports';
import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import {
  arePreviewsExpired,
  lacksPreviews,
  previewLifeOf,
} from '../../../lambda/domain/previews/stored-previews';
import { newestRows } from '../../../lambda/domain/versions/newest-rows';
import { isArchived } from '../../connection/archived-original';
import type { OnSkipped, RecordedImage, SelectionSource, SkipReason } from './selected-image';
import { admitsRecord, type Selection } from './selection';

/** The listing to read, and where to start. */
interface RecordListing {
  readonly filter: ImageFilter;
  readonly phase: string;
  readonly after?: NonNullable<ImagePage['next']>;
  readonly onSkipped: OnSkipped;
}

const ROWS_IN_A_PAGE = 100;
const CONCURRENCY = 8;

/**
 * The records of a listing that a selection admits. Each is the newest version of an existing image. Only candidates
 * are read in full.
 */
export async function* outdatedRecords(
  darkroom: SelectionSource,
  selection: Selection,
  { filter, phase, after, onSkipped }: RecordListing,
): AsyncGenerator<RecordedImage> {
  const limit = pLimit(CONCURRENCY);
  let next = after;
  do {
    const page = await darkroom.catalog.list(filter, ROWS_IN_A_PAGE, next);
    const candidates = page.records.filter((row) =>
      admitsRecord(selection, row, recipeOf(darkroom.recipes, row.key).id),
    );
    const judged = await Promise.all(
      candidates.map((row) => limit(() => judgedRecord(row, selection, darkroom))),
    );
    for (const { record, verdict } of judged.filter((each) => each !== undefined)) {
      const { imageId, key } = record;
      if (verdict === 'expired' || verdict === 'archived') onSkipped(verdict, key);
      else
        yield {
          status: verdict,
          imageId,
          key,
          record,
          place: { phase, position: positionOf(record, filter) },
        };
    }
    // The listing is sorted newest first, so everything after a row that is too old is too old as well.
    const oldest = page.records.at(-1)?.timestamp ?? 0;
    next = oldest < (selection.since ?? 0) ? undefined : page.next;
  } while (next);
}

interface JudgedRecord {
  readonly record: ImageRecord;
  readonly verdict: RecordedImage['status'] | SkipReason;
}

/** Decides whether and as what a row is selected. @returns undefined unless it belongs to the image's newest version */
async function judgedRecord(
  row: ImageRecord,
  selection: Selection,
  darkroom: SelectionSource,
): Promise<JudgedRecord | undefined> {
  const record = await currentVersion(row, darkroom);
  const verdict = record && (await verdictOf(record, selection, darkroom));
  if (!record || !verdict) return undefined;
  if (verdict === 'expired') return { record, verdict };
  return { record, verdict: (await isArchived(record, darkroom.s3)) ? 'archived' : verdict };
}

/** Expired previews are made again only if the selection includes `EXPIRED`. */
async function verdictOf(
  record: ImageRecord,
  { statuses }: Selection,
  { recipes, settings, store }: SelectionSource,
): Promise<RecordedImage['status'] | 'expired' | undefined> {
  if (record.processingStatus === 'FAILED') return 'FAILED';
  if (statuses.includes('EXPIRED') && (await lacksPreviews(record, store))) return 'EXPIRED';
  if (!statuses.includes('COMPLETED') || record.recipe === recipeOf(recipes, record.key).id) return undefined;
  const life = { now: Date.now(), previewLifeMs: previewLifeOf(settings.PREVIEW_EXPIRATION_DAYS) };
  return arePreviewsExpired(record, life) && !statuses.includes('EXPIRED') ? 'expired' : 'COMPLETED';
}

/** Reads a row again, because the index is eventually consistent. @returns undefined if it is outdated */
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

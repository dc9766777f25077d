import { PermanentImageError } from '../errors';
import { expiryOf } from '../event-record';
import type { ImageRecord } from '../image-record';
import { type Making, makePreviews, type TimeFrame } from '../previews/make-previews';
import { recipeOf } from '../previews/recipe-book';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';

/**
 * The finished record that a claim replaced, if its previews can be reused. They cannot if another attempt has started
 * to make them again since, because it may have overwritten some of them.
 */
export function earlierRecord(
  { reprocess, chosenFocus }: UploadEvent,
  before: ImageRecord | undefined,
  claimed: ImageRecord,
  { recipes }: Pick<ProcessingDependencies, 'recipes'>,
): ImageRecord | undefined {
  const isUntouched =
    before?.processingStatus === 'COMPLETED' &&
    before.timestamp === claimed.timestamp &&
    claimed.attempts === (before.attempts ?? 0) + 1;
  // With the same recipe, some previews have expired. All are made again, so that all are kept for the full time.
  const isChange = chosenFocus !== undefined || before?.recipe !== recipeOf(recipes, claimed.key).id;
  return reprocess === 'if-outdated' && isUntouched && isChange ? before : undefined;
}

/**
 * Makes the previews of an upload, and returns its finished record: COMPLETED, or FAILED for a PermanentImageError.
 * @throws all other errors of `makePreviews`
 */
export async function renderUpload(
  making: Making,
  time: TimeFrame,
  dependencies: ProcessingDependencies,
): Promise<ImageRecord> {
  const { claimed } = making;
  const { stopwatch } = time;
  const outcome = await madeOrRefused(making, time, dependencies);
  const durationMs = stopwatch.elapsed();
  const finishedAt = stopwatch.startedAt + durationMs;
  const { retentionDays, recipes } = dependencies;
  return {
    ...withoutEarlierPreviews(claimed),
    ...outcome,
    durationMs,
    processedAt: new Date(finishedAt).toISOString(),
    recipe: recipeOf(recipes, claimed.key).id,
    ...expiryOf(finishedAt, retentionDays),
  };
}

/** Removes the fields that describe the earlier previews. A focal point that a request chose stays with the version. */
const withoutEarlierPreviews = ({ focus, previewsSince: _, ...record }: ImageRecord): ImageRecord =>
  focus?.from === 'request' ? { ...record, focus } : record;

async function madeOrRefused(
  making: Making,
  time: TimeFrame,
  dependencies: ProcessingDependencies,
): Promise<Partial<ImageRecord>> {
  try {
    const made = await makePreviews(making, time, dependencies);
    return { processingStatus: 'COMPLETED', ...made };
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    return { processingStatus: 'FAILED', error: { code: error.code, message: error.message } };
  }
}

/** Adds the focal point of a request to the record of its version. */
export const withRequestedFocus = (record: ImageRecord, { chosenFocus: focus }: UploadEvent): ImageRecord =>
  focus ? { ...record, focus: { ...focus, from: 'request' } } : record;

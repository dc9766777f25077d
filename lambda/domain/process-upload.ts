import { claimVersion } from './claim-version';
import { ClaimLostError, PermanentImageError } from './errors';
import { expiryOf, recordOf } from './event-record';
import { wasForgotten } from './forgotten';
import { type ImageRecord, previewsPrefixOf, versionSegmentOf } from './image-record';
import type { Outcome } from './outcome';
import type { EventPublisher } from './ports';
import { makePreviews, type TimeFrame } from './previews/make-previews';
import { type PreviewRecipe, recipeId } from './previews/preview-recipe';
import type { Attempt, ProcessingDependencies } from './processing';
import { Stopwatch } from './stopwatch';
import type { UploadEvent } from './upload';

/**
 * Takes one created object version to its terminal record: claim, read, inspect, render, store, record,
 * publish. Safe to repeat at any point. A photo that cannot be processed is recorded FAILED and is an
 * outcome; any other error is thrown, and the queue retries the message.
 * @throws VersionHeldError while another attempt is at work on this version
 */
export async function processUpload(
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const wanted = {
    record: recordOf(event, 'PROCESSING'),
    ...(event.reprocess && { remakeAs: recipeToKeep(event.reprocess, dependencies.recipe) }),
  };
  const claimed = await claimVersion(wanted, attempt, dependencies);
  if (claimed.outcome === 'superseded') {
    // An attempt may have stored previews and died before it noticed the deletion.
    await removeOtherPreviews(claimed.record, dependencies);
    return { kind: 'superseded', record: claimed.record };
  }
  if (claimed.outcome === 'finished') {
    await publish(claimed.record, dependencies.publisher);
    return { kind: 'duplicate', record: claimed.record };
  }
  const finished = await finishedRecord(claimed.record, event, attempt, dependencies);
  if (
    finished.error?.code === 'SOURCE_NOT_FOUND' &&
    (await wasForgotten(finished.imageId, dependencies.catalog))
  ) {
    await dependencies.catalog.withdraw(finished, attempt.holder);
    return { kind: 'superseded' };
  }
  const recorded = await recordUnlessDeleted(finished, attempt, dependencies);
  if (!recorded) return { kind: 'superseded' };
  if (event.reprocess) await removeOtherPreviews(finished, dependencies);
  await publish(finished, dependencies.publisher);
  return { kind: finished.processingStatus === 'COMPLETED' ? 'completed' : 'failed', record: finished };
}

/** The recipe whose previews are kept. No recipe has the id `none`. */
const recipeToKeep = (reprocess: UploadEvent['reprocess'], recipe: PreviewRecipe): string =>
  reprocess === 'always' ? 'none' : recipeId(recipe);

async function finishedRecord(
  claimed: ImageRecord,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<ImageRecord> {
  const stopwatch = new Stopwatch(dependencies.now);
  const time = { renderBy: attempt.renderBy, stopwatch };
  const outcome = await madeOrRefused(claimed, event, time, dependencies);
  const durationMs = stopwatch.elapsed();
  const finishedAt = stopwatch.startedAt + durationMs;
  const { retentionDays, recipe } = dependencies;
  return {
    ...claimed,
    ...outcome,
    durationMs,
    processedAt: new Date(finishedAt).toISOString(),
    recipe: recipeId(recipe),
    ...expiryOf(finishedAt, retentionDays),
  };
}

async function madeOrRefused(
  claimed: ImageRecord,
  event: UploadEvent,
  time: TimeFrame,
  dependencies: ProcessingDependencies,
): Promise<Partial<ImageRecord>> {
  try {
    const made = await makePreviews(claimed, event, time, dependencies);
    return { processingStatus: 'COMPLETED', ...made };
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    return { processingStatus: 'FAILED', error: { code: error.code, message: error.message } };
  }
}

/**
 * Writes the terminal record. The claim may be lost by now. If the image was deleted meanwhile, the previews
 * stored after the deletion are removed again and nothing is recorded. If another attempt took over, that
 * attempt decides, and this one fails like any other.
 * @returns false when the image was deleted meanwhile
 */
async function recordUnlessDeleted(
  finished: ImageRecord,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<boolean> {
  const { catalog } = dependencies;
  try {
    await catalog.finish(finished, attempt.holder);
    return true;
  } catch (error) {
    if (!(error instanceof ClaimLostError)) throw error;
    const version = versionSegmentOf(finished);
    const rows = await catalog.history(finished.imageId);
    const row = rows.find((candidate) => versionSegmentOf(candidate) === version);
    if (row && row.processingStatus !== 'DELETED') throw error;
    const { previews: _, ...deleted } = finished;
    await removeOtherPreviews(deleted, dependencies);
    return false;
  }
}

/** Removes the previews of a version that its record, as given, does not name. */
async function removeOtherPreviews(
  record: ImageRecord,
  { store }: Pick<ProcessingDependencies, 'store'>,
): Promise<void> {
  const folder = `${previewsPrefixOf(record.imageId)}${versionSegmentOf(record)}/`;
  const named = new Set((record.previews ?? []).map(({ key }) => key));
  const stored = await store.listPreviews(folder);
  await store.removePreviews(stored.filter((key) => !named.has(key)));
}

async function publish(record: ImageRecord, publisher: EventPublisher): Promise<void> {
  if (record.processingStatus === 'COMPLETED') await publisher.publish('Image Processing Completed', record);
  if (record.processingStatus === 'FAILED') await publisher.publish('Image Processing Failed', record);
}

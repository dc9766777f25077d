import { claimVersion } from './claim-version';
import { ClaimLostError, PermanentImageError } from './errors';
import {
  type ImageRecord,
  imageIdOf,
  previewsPrefixOf,
  uploadDateOf,
  userIdOf,
  versionSegmentOf,
} from './image-record';
import type { Outcome } from './outcome';
import type { EventPublisher } from './ports';
import { makePreviews, type TimeFrame } from './previews/make-previews';
import { type PreviewRecipe, recipeId } from './previews/preview-recipe';
import type { Attempt, ProcessingDependencies } from './processing';
import { Stopwatch } from './stopwatch';
import type { UploadEvent } from './upload';

const SECONDS_PER_DAY = 86_400;

/**
 * Takes one created object version to its terminal record: claim, read, inspect, render, store, record,
 * publish. Safe to repeat at any point. A photo that cannot be processed is recorded FAILED and is an
 * outcome; everything else that goes wrong is thrown, for the queue to try again.
 * @throws VersionHeldError while another attempt is at work on this version
 */
export async function processUpload(
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const wanted = {
    record: claimableRecord(event),
    ...(event.reprocess && { remakeAs: recipeToKeep(event.reprocess, dependencies.recipe) }),
  };
  const claimed = await claimVersion(wanted, attempt, dependencies);
  if (claimed.outcome === 'superseded') {
    // An attempt that the deletion overtook may have died between storing previews and noticing it.
    await removeOtherPreviews(claimed.record, dependencies);
    return { kind: 'superseded', record: claimed.record };
  }
  if (claimed.outcome === 'finished') {
    await publishAgain(claimed.record, dependencies.publisher);
    return { kind: 'duplicate', record: claimed.record };
  }
  const finished = await finishedRecord(claimed.record, event, attempt, dependencies);
  if (finished.error?.code === 'SOURCE_NOT_FOUND' && (await isForgotten(finished, dependencies))) {
    await dependencies.catalog.withdraw(finished, attempt.holder);
    return { kind: 'superseded' };
  }
  const recorded = await recordUnlessDeleted(finished, attempt, dependencies);
  if (!recorded) return { kind: 'superseded' };
  if (event.reprocess) await removeOtherPreviews(finished, dependencies);
  await publishAgain(finished, dependencies.publisher);
  return { kind: finished.processingStatus === 'COMPLETED' ? 'completed' : 'failed', record: finished };
}

/** The recipe whose previews stay as they are; none is called `none`. */
const recipeToKeep = (reprocess: UploadEvent['reprocess'], recipe: PreviewRecipe): string =>
  reprocess === 'always' ? 'none' : recipeId(recipe);

/** A late event of an image that somebody had forgotten leaves no trace of it. */
async function isForgotten(
  { imageId }: ImageRecord,
  { catalog }: Pick<ProcessingDependencies, 'catalog'>,
): Promise<boolean> {
  return (await catalog.forgottenAt(imageId)) !== undefined;
}

function claimableRecord(event: UploadEvent): ImageRecord {
  const userId = userIdOf(event.key);
  return {
    imageId: imageIdOf(event.bucket, event.key),
    timestamp: event.eventTime,
    processingStatus: 'PROCESSING',
    bucket: event.bucket,
    key: event.key,
    uploadDate: uploadDateOf(event.eventTime),
    ...(event.versionId && { versionId: event.versionId }),
    ...(event.eTag && { eTag: event.eTag }),
    ...(event.sequencer && { sequencer: event.sequencer }),
    ...(event.size !== undefined && { size: event.size }),
    ...(userId && { userId }),
  };
}

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
    ...(retentionDays && { ttl: Math.floor(finishedAt / 1000) + retentionDays * SECONDS_PER_DAY }),
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
 * Writes the terminal record. The claim may be gone by now: when the image was deleted meanwhile, its
 * previews, which came after the deletion, are removed again and there is nothing to record; when another
 * attempt took over, that one decides, and this one is an error like any other.
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

async function publishAgain(record: ImageRecord, publisher: EventPublisher): Promise<void> {
  if (record.processingStatus === 'COMPLETED') await publisher.publish('Image Processing Completed', record);
  if (record.processingStatus === 'FAILED') await publisher.publish('Image Processing Failed', record);
}

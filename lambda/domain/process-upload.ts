import { claimUpload } from './claim-upload';
import { currentOriginal } from './current-original';
import { ClaimLostError, PermanentImageError } from './errors';
import { expiryOf, recordOf } from './event-record';
import { wasForgotten } from './forgotten';
import { type ImageRecord, isDeletion, previewsFolderOf } from './image-record';
import { newestRows } from './newest-rows';
import type { Outcome } from './outcome';
import { placeUpload } from './place-upload';
import type { ClaimScope, OriginalHead } from './ports';
import { previewKeysOf } from './preview-files';
import { type Making, makePreviews, type TimeFrame } from './previews/make-previews';
import { recipeOf } from './previews/recipe-book';
import type { Attempt, ProcessingDependencies } from './processing';
import { publishState } from './publish-state';
import { isBefore } from './sequencer';
import {
  removeCopies,
  removeReplaced,
  removeStaleAbove,
  removeWithPreviews,
  replacementOf,
} from './stale-rows';
import { Stopwatch } from './stopwatch';
import { lacksPreviews } from './stored-previews';
import type { UploadEvent, UploadRef } from './upload';
import { identityOf, isSameObject, ownVersionOf } from './upload-identity';

/**
 * Takes one created object version to its terminal record: claim, read, inspect, render, store, record,
 * publish. Safe to repeat at any point. A photo that cannot be processed is recorded FAILED and is an
 * outcome; any other error is thrown, and the queue retries the message.
 *
 * What S3 says decides, not the order in which messages come. The claim is written first and S3 is asked after it,
 * while a removal asks S3 first and reads the rows after that: at least one of the two sees the other.
 * @throws VersionHeldError while another attempt is at work on this version
 */
export async function processUpload(
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const known = event.reprocess ? await currentOriginal(event, dependencies.store) : undefined;
  const wanted = await placeUpload(event, dependencies.catalog, known);
  const own = recordOf(event, 'DELETED');
  const before = event.reprocess ? await dependencies.catalog.row(wanted) : undefined;
  const claimed = await claimUpload(
    wanted,
    await scopeOf(event, before, known, dependencies),
    attempt,
    dependencies,
  );
  // An earlier attempt may have stored previews before another one began the record that is gone on with.
  if (claimed.outcome === 'gone' || wanted.uploadId !== own.uploadId)
    await removeUnrecorded(own, dependencies);
  if (claimed.outcome === 'gone') return { kind: 'superseded' };
  if (claimed.outcome === 'finished') return repeat(claimed.record, event, attempt, dependencies);
  const record = withRequestedFocus(claimed.record, event);
  const head = await currentOrUnreadable(event, dependencies);
  if (!head) return giveUp(record, attempt, dependencies, { isDeleted: true });
  const isHidden = !isSameObject(head, record) && (await isDeletedSince(record, dependencies));
  if (isHidden) return giveUp(record, attempt, dependencies, { isDeleted: true });
  const source = sourceOf(record, head);
  if (!source || (await replacementOf(record, dependencies))) return giveUp(record, attempt, dependencies);
  const making = { claimed: record, source, earlier: earlierRecord(event, before, record, dependencies) };
  const finished = await finishedRecord(making, attempt, dependencies);
  if (finished.error?.code === 'SOURCE_NOT_FOUND') {
    const outcome = await giveUp(record, attempt, dependencies);
    return isUnnamedVersion(record, head)
      ? processUpload(versionOf(event, head), attempt, dependencies)
      : outcome;
  }
  return conclude(finished, event, attempt, dependencies);
}

/** Records and publishes what was made, unless something newer has made it needless. */
async function conclude(
  finished: ImageRecord,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  if (!(await recordUnlessDeleted(finished, attempt, dependencies))) return { kind: 'superseded' };
  if (event.reprocess) await removeOtherPreviews(finished, dependencies);
  // The crops have other pixels under the same address. Browsers keep what they have.
  if (event.chosenFocus)
    await dependencies.cache?.invalidate(finished.imageId, `focus ${finished.processedAt}`);
  const replaced = await yieldToReplacement(finished, dependencies);
  if (replaced) return replaced;
  const isNews = await publishState(finished, dependencies);
  await removeStale(finished, event, dependencies);
  if (!isNews) return { kind: 'superseded', record: finished };
  return { kind: finished.processingStatus === 'COMPLETED' ? 'completed' : 'failed', record: finished };
}

/** Whether a version that is not current was hidden by a deletion before another one was uploaded. */
async function isDeletedSince(
  record: ImageRecord,
  { catalog }: Pick<ProcessingDependencies, 'catalog'>,
): Promise<boolean> {
  const rows = await newestRows(record.imageId, catalog);
  return rows.some((row) => isDeletion(row) && isBefore(record, row));
}

/** An object that S3 does not describe to us is taken for what the event says. Reading it tells why. */
async function currentOrUnreadable(
  event: UploadEvent,
  { store }: ProcessingDependencies,
): Promise<OriginalHead | undefined> {
  try {
    return await currentOriginal(event, store);
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    return { ...event, size: event.size ?? 0, lastModified: event.eventTime };
  }
}

/** Removes a record again that another has replaced while it was made. */
async function yieldToReplacement(
  record: ImageRecord,
  dependencies: ProcessingDependencies,
): Promise<Outcome | undefined> {
  const replacement = await replacementOf(record, dependencies);
  if (!replacement) return undefined;
  await removeWithPreviews(record, dependencies);
  const isSameUpload = replacement.processingStatus !== 'DELETED' && isSameObject(replacement, record);
  return isSameUpload ? { kind: 'duplicate', record: replacement } : { kind: 'superseded' };
}

/** A finished upload is only published again; one that was deleted is not. */
async function repeat(
  finished: ImageRecord,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const record = event.sequencer ? { sequencer: event.sequencer, ...finished } : finished;
  if (record.processingStatus === 'DELETED') {
    // It became that of an earlier object of the same content since this upload was placed there.
    const isOfAnother = event.sequencer !== undefined && record.sequencer !== event.sequencer;
    if (isOfAnother && !ownVersionOf(record)) return processUpload(event, attempt, dependencies);
    // An attempt may have stored previews and died before it noticed the deletion.
    await removeOtherPreviews(record, dependencies);
    await removeCopies(record, dependencies);
    if (event.sequencer) await dependencies.catalog.setSequencer(record, event.sequencer);
    return { kind: 'superseded', record };
  }
  if (event.sequencer && !(await isOrdered(record, event.sequencer, dependencies))) {
    return processUpload(event, attempt, dependencies);
  }
  const replaced = await yieldToReplacement(record, dependencies);
  if (replaced) return replaced;
  await publishState(record, dependencies);
  await removeStale(record, event, dependencies);
  return { kind: 'duplicate', record };
}

/**
 * Gives a finished row the sequencer of its event. The removal of an earlier object of the same content may have taken
 * the row for that one's, and removed it since it was read.
 * @returns false when the row is gone
 */
async function isOrdered(
  record: ImageRecord,
  sequencer: string,
  { catalog }: Pick<ProcessingDependencies, 'catalog'>,
): Promise<boolean> {
  await catalog.setSequencer(record, sequencer);
  const row = await catalog.row(record);
  return row !== undefined && row.processingStatus !== 'DELETED' && identityOf(row) === identityOf(record);
}

/** A row recorded as deleted is free when S3 says that this is the current object after all. */
async function scopeOf(
  event: UploadEvent,
  row: ImageRecord | undefined,
  head: OriginalHead | undefined,
  { store, recipes }: ProcessingDependencies,
): Promise<Omit<ClaimScope, 'now'>> {
  if (!event.reprocess) return {};
  const revive = head !== undefined && isSameObject(head, event);
  if (event.reprocess === 'if-deleted') return { revive };
  const isWanted = event.reprocess === 'always' || event.chosenFocus !== undefined;
  const isAnyway = isWanted || (row !== undefined && (await lacksPreviews(row, store)));
  // No recipe has the id `none`, so every row is made with another.
  return { revive, remakeAs: isAnyway ? 'none' : recipeOf(recipes, event.key).id };
}

/**
 * How the object of a record is read, given what is current: by its version, or as the one object without a
 * version. Nothing when another object without a version has replaced it.
 */
function sourceOf({ bucket, key, eTag, ...record }: ImageRecord, head: OriginalHead): UploadRef | undefined {
  const version = ownVersionOf(record);
  const ref = { bucket, key, ...(eTag && { eTag }) };
  if (version) return { ...ref, versionId: version };
  const isReplaced = !ownVersionOf(head) && eTag !== undefined && !isSameObject(head, { eTag });
  if (isReplaced) return undefined;
  // A message that names neither a version nor an ETag is about what is current.
  const isNamed = record.versionId !== undefined || eTag !== undefined;
  return { ...ref, ...(head.versionId && isNamed && { versionId: 'null' }) };
}

/**
 * Whether an upload that names no version is not there, but the current version has the same content: then its sender
 * does not name versions, as some emulators of S3 do not, or the same file was uploaded again.
 */
const isUnnamedVersion = (record: ImageRecord, head: OriginalHead): boolean =>
  !record.versionId &&
  ownVersionOf(head) !== undefined &&
  record.eTag !== undefined &&
  record.eTag === head.eTag;

/** The sequencer may be that of an earlier upload of the same file. */
const versionOf = ({ sequencer: _, ...event }: UploadEvent, { versionId }: OriginalHead): UploadEvent => ({
  ...event,
  ...(versionId && { versionId }),
});

/** Leaves nothing of an upload whose object is not there; what only a delete marker hides is DELETED. */
async function giveUp(
  record: ImageRecord,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
  { isDeleted = false } = {},
): Promise<Outcome> {
  const { catalog, now } = dependencies;
  if (isDeleted && !(await wasForgotten(record.imageId, catalog))) {
    const processedAt = new Date(now()).toISOString();
    await catalog.markDeleted(record, processedAt);
    await removeOtherPreviews({ ...record, previews: [] }, dependencies);
    return { kind: 'superseded', record: { ...record, processingStatus: 'DELETED', processedAt } };
  }
  await catalog.withdraw(record, attempt.holder);
  await removeOtherPreviews({ ...record, previews: [] }, dependencies);
  return { kind: 'superseded' };
}

/** A request's point is the version's from now on. */
const withRequestedFocus = (record: ImageRecord, { chosenFocus: focus }: UploadEvent): ImageRecord =>
  focus ? { ...record, focus: { ...focus, from: 'request' } } : record;

/**
 * The finished record that a claim took over, whose previews may be kept. Not one that another attempt has begun to
 * remake since, which may have overwritten some of them.
 */
function earlierRecord(
  { reprocess, chosenFocus }: UploadEvent,
  before: ImageRecord | undefined,
  claimed: ImageRecord,
  { recipes }: Pick<ProcessingDependencies, 'recipes'>,
): ImageRecord | undefined {
  const isUntouched =
    before?.processingStatus === 'COMPLETED' &&
    before.timestamp === claimed.timestamp &&
    claimed.attempts === (before.attempts ?? 0) + 1;
  // Made again with the same recipe because some have expired: all of them are to be kept as long again.
  const isChange = chosenFocus !== undefined || before?.recipe !== recipeOf(recipes, claimed.key).id;
  return reprocess === 'if-outdated' && isUntouched && isChange ? before : undefined;
}

async function finishedRecord(
  making: Making,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<ImageRecord> {
  const { claimed } = making;
  const stopwatch = new Stopwatch(dependencies.now);
  const time = { renderBy: attempt.renderBy, stopwatch };
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

/** A point that a request chose outlives every recipe; the rest belongs to the previews that were made with it. */
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

/**
 * Writes the terminal record. The claim may be lost by now. If the version was deleted meanwhile, the previews
 * stored after the deletion are removed again and nothing is recorded. If another attempt took over, that
 * attempt decides, and this one fails like any other.
 * @returns false when the version was deleted meanwhile
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
    const row = await catalog.row(finished);
    if (row && row.processingStatus !== 'DELETED') throw error;
    await removeOtherPreviews({ ...finished, previews: [] }, dependencies);
    return false;
  }
}

/** Removes the previews of a version that its record, as given, does not name. */
async function removeOtherPreviews(
  record: ImageRecord,
  { store }: Pick<ProcessingDependencies, 'store'>,
): Promise<void> {
  const named = new Set(previewKeysOf(record));
  const stored = await store.listPreviews(previewsFolderOf(record));
  await store.removePreviews(stored.filter((key) => !named.has(key)));
}

/** Removes the previews of an attempt whose upload was recorded under another identity, unless a row names them. */
async function removeUnrecorded(own: ImageRecord, dependencies: ProcessingDependencies): Promise<void> {
  const { store, catalog } = dependencies;
  const stored = await store.listPreviews(previewsFolderOf(own));
  if (stored.length === 0) return;
  const rows = await newestRows(own.imageId, catalog);
  const isRecorded = rows.some(
    (row) => row.processingStatus !== 'DELETED' && identityOf(row) === identityOf(own),
  );
  if (!isRecorded) await store.removePreviews(stored);
}

/** Removes rows that cannot be true beside a finished one. They say what is to be published until it is. */
async function removeStale(
  record: ImageRecord,
  event: UploadEvent,
  dependencies: ProcessingDependencies,
): Promise<void> {
  if (!ownVersionOf(record) || !event.sequencer) await removeCopies(record, dependencies);
  if (!ownVersionOf(record)) await removeReplaced(record, dependencies);
  if (!event.sequencer) await removeStaleAbove(record, dependencies);
}

import { recordOf } from '../event-record';
import { type ImageRecord, isDeletion } from '../image-record';
import type { Outcome } from '../outcome';
import type { ClaimScope, OriginalHead } from '../ports';
import { recipeOf } from '../previews/recipe-book';
import { lacksPreviews } from '../previews/stored-previews';
import type { Attempt, ProcessingDependencies } from '../processing';
import { Stopwatch } from '../stopwatch';
import type { UploadEvent } from '../upload';
import { identityOf, isSameObject, ownVersionOf } from '../upload-identity';
import { currentOriginal } from '../versions/current-original';
import { newestRows } from '../versions/newest-rows';
import { removeOtherPreviews, removeUnrecorded } from '../versions/other-previews';
import { isBefore } from '../versions/sequencer';
import {
  removeCopies,
  removeReplaced,
  removeStaleAbove,
  removeWithPreviews,
  replacementOf,
} from '../versions/stale-rows';
import { chooseRow } from './choose-row';
import { claimUpload } from './claim-upload';
import { giveUp } from './give-up-upload';
import { publishState } from './publish-state';
import { recordUnlessDeleted } from './record-outcome';
import { earlierRecord, renderUpload, withRequestedFocus } from './render-upload';
import { isUnnamedVersion, openCurrent, sourceOf, versionOf } from './upload-source';

/**
 * Processes one created object version: claim, read, inspect, render, store, record, publish. Safe to repeat at any
 * point. A photo that cannot be processed is recorded as FAILED. All other errors are thrown, and the queue retries the
 * message.
 *
 * The state of the bucket decides what is recorded, not the order of the messages. An upload writes its claim and
 * then reads the state of the bucket. A removal reads the state of the bucket and then the rows. So at least one of
 * them sees the other.
 * @throws VersionHeldError while another attempt works on this version
 */
export async function processUpload(
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const head = event.reprocess ? await currentOriginal(event, dependencies.store) : undefined;
  const placed = await chooseRow(event, dependencies.catalog, head);
  const unplaced = recordOf(event, 'DELETED');
  const before = event.reprocess ? await dependencies.catalog.row(placed) : undefined;
  const claimed = await claimUpload(
    placed,
    await scopeOf(event, before, head, dependencies),
    attempt,
    dependencies,
  );
  // An earlier attempt may have stored previews under the identity of this event. If another attempt has recorded the
  // upload under a different identity since, no record names those previews.
  if (claimed.outcome === 'gone' || placed.uploadId !== unplaced.uploadId)
    await removeUnrecorded(unplaced, dependencies);
  if (claimed.outcome === 'gone') return { kind: 'superseded' };
  if (claimed.outcome === 'finished') return repeat(claimed.record, event, attempt, dependencies);
  const record = withRequestedFocus(claimed.record, event);
  return processClaimed({ record, before }, event, attempt, dependencies);
}

/** The row that this attempt holds, and the same row before the claim. */
interface ClaimedRow {
  readonly record: ImageRecord;
  readonly before: ImageRecord | undefined;
}

async function processClaimed(
  { record, before }: ClaimedRow,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const time = { renderBy: attempt.renderBy, stopwatch: new Stopwatch(dependencies.now) };
  const current = await openCurrent(event, dependencies);
  if (!current) return giveUp(record, attempt, dependencies, { isDeleted: true });
  const { head, opened } = current;
  try {
    const isHidden = !isSameObject(head, record) && (await isDeletedSince(record, dependencies));
    if (isHidden) return await giveUp(record, attempt, dependencies, { isDeleted: true });
    const source = sourceOf(record, head);
    if (!source || (await replacementOf(record, dependencies)))
      return await giveUp(record, attempt, dependencies);
    const isOpen = isSameObject(head, source);
    if (!isOpen) opened?.abandon();
    const making = {
      claimed: record,
      source,
      earlier: earlierRecord(event, before, record, dependencies),
      opened: isOpen ? opened : undefined,
    };
    const finished = await renderUpload(making, time, dependencies);
    if (finished.error?.code !== 'SOURCE_NOT_FOUND')
      return await conclude(finished, event, attempt, dependencies);
    const outcome = await giveUp(record, attempt, dependencies);
    return isUnnamedVersion(record, head)
      ? await processUpload(versionOf(event, head), attempt, dependencies)
      : outcome;
  } finally {
    opened?.abandon();
  }
}

/** Records and publishes the finished record, unless a newer event has replaced it. */
async function conclude(
  finished: ImageRecord,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  if (!(await recordUnlessDeleted(finished, attempt, dependencies))) return { kind: 'superseded' };
  if (event.reprocess) await removeOtherPreviews(finished, dependencies);
  // The crops have new pixels under the same URL. Only the CDN can be invalidated; browsers keep their copies.
  if (event.chosenFocus)
    await dependencies.cache?.invalidate(finished.imageId, `focus ${finished.processedAt}`);
  const replaced = await yieldToReplacement(finished, dependencies);
  if (replaced) return replaced;
  const isNews = await publishState(finished, dependencies);
  await removeStale(finished, event, dependencies);
  if (!isNews) return { kind: 'superseded', record: finished };
  return { kind: finished.processingStatus === 'COMPLETED' ? 'completed' : 'failed', record: finished };
}

/** Whether a version that is not current was deleted before a newer one was uploaded. */
async function isDeletedSince(
  record: ImageRecord,
  { catalog }: Pick<ProcessingDependencies, 'catalog'>,
): Promise<boolean> {
  const rows = await newestRows(record.imageId, catalog);
  return rows.some((row) => isDeletion(row) && isBefore(record, row));
}

/** Removes a record that another one has replaced while it was being made. */
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

/** Publishes a finished upload again, without rendering it. A deleted upload is not published. */
async function repeat(
  finished: ImageRecord,
  event: UploadEvent,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const record = event.sequencer ? { sequencer: event.sequencer, ...finished } : finished;
  if (record.processingStatus === 'DELETED') {
    // Since this upload was placed, the row was assigned to an earlier object of the same content.
    const isOfAnother = event.sequencer !== undefined && record.sequencer !== event.sequencer;
    if (isOfAnother && !ownVersionOf(record)) return processUpload(event, attempt, dependencies);
    // An attempt may have stored previews and died before it saw the deletion.
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
 * Sets the sequencer of a finished row. The removal of an earlier object of the same content may have mistaken the row
 * for the row of that object, and removed it since it was read.
 * @returns false if the row was removed
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

/** The finished rows that a request may claim. A DELETED row may be claimed if its object is the current one. */
async function scopeOf(
  event: UploadEvent,
  row: ImageRecord | undefined,
  head: OriginalHead | undefined,
  { store, recipes }: ProcessingDependencies,
): Promise<Omit<ClaimScope, 'now'>> {
  if (!event.reprocess) return {};
  const revive = head !== undefined && isSameObject(head, event);
  if (event.reprocess === 'if-deleted') return { revive };
  const isForced = event.reprocess === 'always' || event.chosenFocus !== undefined;
  const isUnconditional = isForced || (row !== undefined && (await lacksPreviews(row, store)));
  // No recipe has the id `none`, so every finished row counts as made with another recipe.
  return { revive, remakeAs: isUnconditional ? 'none' : recipeOf(recipes, event.key).id };
}

/** Removes rows that contradict a finished one. Call it after publishing: a retry needs them to publish the same. */
async function removeStale(
  record: ImageRecord,
  event: UploadEvent,
  dependencies: ProcessingDependencies,
): Promise<void> {
  if (!ownVersionOf(record) || !event.sequencer) await removeCopies(record, dependencies);
  if (!ownVersionOf(record)) await removeReplaced(record, dependencies);
  if (!event.sequencer) await removeStaleAbove(record, dependencies);
}

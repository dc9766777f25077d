import { VersionHeldError } from './errors';
import { type ImageRecord, isDeletion, isUploadOf, versionSegmentOf } from './image-record';
import type { ClaimedRecord } from './ports';
import type { Attempt, ProcessingDependencies } from './processing';
import { compareEvents } from './sequencer';

export type ClaimedVersion =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  | { readonly outcome: 'finished'; readonly record: ImageRecord }
  | { readonly outcome: 'superseded'; readonly record: ImageRecord };

/** Events of one key in one millisecond that get a row each, before something must be wrong. */
const MOST_EVENTS_IN_ONE_MILLISECOND = 64;

type Catalog = Pick<ProcessingDependencies, 'catalog' | 'now'>;

/** What is to be claimed, and whether a finished version may be made again with this recipe. */
export interface Wanted {
  readonly record: ImageRecord;
  readonly remakeAs?: string;
}

/**
 * Makes this attempt the only one at work on an object version.
 *
 * The claim is written first and the history read after it, while a deletion writes its row first and
 * reads the history after that: with consistent reads at least one of the two sees the other, so a late
 * upload never outlives the deletion that followed it.
 * @throws VersionHeldError while another attempt is at work on this version
 */
export async function claimVersion(
  wanted: Wanted,
  attempt: Attempt,
  dependencies: Catalog,
): Promise<ClaimedVersion> {
  const { imageId } = wanted.record;
  const version = versionSegmentOf(wanted.record);
  const before = await dependencies.catalog.history(imageId);
  const known = before.find((row) => isUploadOf(row, version));
  const answer = await claimFirstFreeRow(known ?? wanted.record, wanted, attempt, dependencies);
  if (answer.outcome !== 'claimed') return answer;

  const after = await dependencies.catalog.history(imageId);
  if (isDeletedSince(answer.record, after)) {
    const processedAt = new Date(dependencies.now()).toISOString();
    await dependencies.catalog.markDeleted(answer.record, processedAt);
    return { outcome: 'superseded', record: { ...answer.record, processingStatus: 'DELETED', processedAt } };
  }
  const earlier = after.find((row) => isUploadOf(row, version) && row.timestamp < answer.record.timestamp);
  if (earlier) return yieldTo(earlier, answer.record, attempt, dependencies);
  return answer;
}

const isDeletedSince = (record: ImageRecord, history: readonly ClaimedRecord[]): boolean =>
  history.some((row) => isDeletion(row) && compareEvents(row, record) > 0);

async function claimFirstFreeRow(
  row: ImageRecord,
  { record, remakeAs }: Wanted,
  attempt: Attempt,
  { catalog, now }: Catalog,
): Promise<ClaimedVersion> {
  const claim = { holder: attempt.holder, until: attempt.claimUntil };
  const scope = { now: now(), ...(remakeAs && { remakeAs }) };
  for (let offset = 0; offset < MOST_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
    const candidate = { ...record, timestamp: row.timestamp + offset, uploadDate: row.uploadDate };
    const answer = await catalog.claim(candidate, claim, scope);
    if (answer.outcome === 'claimed') return answer;
    if (answer.outcome === 'held') throw held(record);
    if (answer.outcome === 'finished') {
      const superseded = answer.record.processingStatus === 'DELETED';
      return { outcome: superseded ? 'superseded' : 'finished', record: answer.record };
    }
  }
  throw held(record);
}

/**
 * The queue and the API can each write a row for one version at the same moment, with times of their own.
 * The earlier row stays.
 */
async function yieldTo(
  earlier: ClaimedRecord,
  mine: ImageRecord,
  attempt: Attempt,
  { catalog }: Catalog,
): Promise<ClaimedVersion> {
  await catalog.withdraw(mine, attempt.holder);
  if (earlier.processingStatus === 'PROCESSING') throw held(mine);
  const { claim: _, ...record } = earlier;
  return { outcome: record.processingStatus === 'DELETED' ? 'superseded' : 'finished', record };
}

const held = (record: ImageRecord): VersionHeldError =>
  new VersionHeldError(`Another attempt is at work on ${record.key} (version ${versionSegmentOf(record)}).`);

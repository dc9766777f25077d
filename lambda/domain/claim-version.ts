import { VersionHeldError } from './errors';
import { MAX_EVENTS_IN_ONE_MILLISECOND } from './event-record';
import { type ImageRecord, isDeletion, isUploadOf, versionSegmentOf } from './image-record';
import type { Claim, ClaimAnswer, ClaimedRecord } from './ports';
import type { Attempt, ProcessingDependencies } from './processing';
import { compareEvents } from './sequencer';

export type ClaimedVersion =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  | { readonly outcome: 'finished'; readonly record: ImageRecord }
  | { readonly outcome: 'superseded'; readonly record: ImageRecord };

/** How many times an attempt may switch rows before it gives up and retries later. */
const MAX_TURNS = 4;

type Catalog = Pick<ProcessingDependencies, 'catalog' | 'now'>;

/** The row to claim, and whether a finished version may be made again with this recipe. */
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
 *
 * If the queue and the API each created a row for one version, at different times, the one that finds the other's
 * row deletes its own and claims the other. An attempt never creates a row at the time of another attempt, so it
 * finds the row that it left behind when it comes again.
 * @throws VersionHeldError while another attempt is at work on this version
 */
export async function claimVersion(
  wanted: Wanted,
  attempt: Attempt,
  dependencies: Catalog,
): Promise<ClaimedVersion> {
  let other = wanted.remakeAs && (await knownRow(wanted.record, dependencies));
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const answer = other
      ? await takeOver(other, wanted, attempt, dependencies)
      : await claimFirstFreeRow(wanted, attempt, dependencies);
    other = undefined;
    if (answer.outcome === 'gone') continue;
    if (answer.outcome !== 'claimed') return answer;
    const history = await dependencies.catalog.history(answer.record.imageId);
    if (isDeletedSince(answer.record, history)) return deleted(answer.record, history, dependencies);
    other = unfinishedFirst(othersThan(answer.record, rowsOf(answer.record, history)));
    if (!other) return answer;
    await dependencies.catalog.withdraw(answer.record, attempt.holder);
  }
  throw held(wanted.record);
}

/** An existing row of the version, at any time. */
async function knownRow(record: ImageRecord, { catalog }: Catalog): Promise<ClaimedRecord | undefined> {
  return unfinishedFirst(rowsOf(record, await catalog.history(record.imageId)));
}

/** An unfinished row comes before a finished one, which needs no more work. */
const unfinishedFirst = (rows: readonly ClaimedRecord[]): ClaimedRecord | undefined =>
  rows.find(isUnfinished) ?? rows[0];

const rowsOf = (record: ImageRecord, history: readonly ClaimedRecord[]): ClaimedRecord[] =>
  history.filter((row) => isUploadOf(row, versionSegmentOf(record)));

const isUnfinished = ({ processingStatus }: ImageRecord): boolean => processingStatus === 'PROCESSING';

const othersThan = (mine: ImageRecord, rows: readonly ClaimedRecord[]): ClaimedRecord[] =>
  rows.filter(({ timestamp }) => timestamp !== mine.timestamp);

/** Marks every unfinished row of the version DELETED, also one that an attempt took over before it died. */
async function deleted(
  mine: ImageRecord,
  history: readonly ClaimedRecord[],
  { catalog, now }: Catalog,
): Promise<ClaimedVersion> {
  const processedAt = new Date(now()).toISOString();
  const unfinished = othersThan(mine, rowsOf(mine, history)).filter(isUnfinished);
  for (const row of [mine, ...unfinished]) {
    await catalog.markDeleted(row, processedAt);
  }
  return { outcome: 'superseded', record: { ...mine, processingStatus: 'DELETED', processedAt } };
}

const isDeletedSince = (record: ImageRecord, history: readonly ClaimedRecord[]): boolean =>
  history.some((row) => isDeletion(row) && compareEvents(row, record) > 0);

async function claimFirstFreeRow(
  { record, remakeAs }: Wanted,
  attempt: Attempt,
  { catalog, now }: Catalog,
): Promise<ClaimedVersion> {
  const scope = { now: now(), ...(remakeAs && { remakeAs }) };
  for (let offset = 0; offset < MAX_EVENTS_IN_ONE_MILLISECOND; offset += 1) {
    const candidate = { ...record, timestamp: record.timestamp + offset };
    const answer = await catalog.claim(candidate, claimOf(attempt), scope);
    if (answer.outcome !== 'occupied') return claimedVersion(answer, record);
  }
  throw held(record);
}

/** Claims the row that another attempt wrote for the same version. */
async function takeOver(
  row: ImageRecord,
  { record, remakeAs }: Wanted,
  attempt: Attempt,
  { catalog, now }: Catalog,
): Promise<ClaimedVersion | { readonly outcome: 'gone' }> {
  const candidate = { ...record, timestamp: row.timestamp, uploadDate: row.uploadDate };
  const scope = { now: now(), existing: true, ...(remakeAs && { remakeAs }) };
  const answer = await catalog.claim(candidate, claimOf(attempt), scope);
  if (answer.outcome === 'occupied' || answer.outcome === 'gone') return { outcome: 'gone' };
  return claimedVersion(answer, record);
}

const claimOf = ({ holder, claimUntil }: Attempt): Claim => ({ holder, until: claimUntil });

function claimedVersion(answer: ClaimAnswer, wanted: ImageRecord): ClaimedVersion {
  if (answer.outcome === 'claimed') return answer;
  if (answer.outcome !== 'finished') throw held(wanted);
  const superseded = answer.record.processingStatus === 'DELETED';
  return { outcome: superseded ? 'superseded' : 'finished', record: answer.record };
}

const held = (record: ImageRecord): VersionHeldError =>
  new VersionHeldError(`Another attempt is at work on ${record.key} (version ${versionSegmentOf(record)}).`);

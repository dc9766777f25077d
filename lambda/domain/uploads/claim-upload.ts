import { VersionHeldError } from '../errors';
import { expiryOf, MAX_EVENTS_IN_ONE_MILLISECOND, MESSAGE_LIFE_DAYS } from '../event-record';
import { type ImageRecord, isDeletion } from '../image-record';
import type { ClaimScope, ImageCatalog, PlaceName } from '../ports';
import type { Attempt, ProcessingDependencies } from '../processing';
import { identityOf, ownVersionOf, versionSegmentOf } from '../upload-identity';

export type ClaimedUpload =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  | { readonly outcome: 'finished'; readonly record: ImageRecord }
  /** The version was removed from the bucket for good. */
  | { readonly outcome: 'gone' };

/**
 * Makes this attempt the only one at work on an upload. An attempt that died is replaced by the redelivery of its
 * own message at once, and by others when its claim has ended.
 *
 * Attempts that know different times for one upload begin at different rows. The first whose row is noted as the
 * upload's place wins; the others remove theirs and go to that row.
 * @throws VersionHeldError while another attempt is at work
 */
export async function claimUpload(
  wanted: ImageRecord,
  scope: Omit<ClaimScope, 'now'>,
  { holder, claimUntil }: Attempt,
  { catalog, now, retentionDays }: Pick<ProcessingDependencies, 'catalog' | 'now' | 'retentionDays'>,
): Promise<ClaimedUpload> {
  const rows: Rows = {
    catalog,
    name: { imageId: wanted.imageId, identity: identityOf(wanted) },
    taken: new Set(),
  };
  let record = wanted;
  for (let turn = 0; turn < MAX_EVENTS_IN_ONE_MILLISECOND; turn += 1) {
    const answer = await catalog.claim(record, { holder, until: claimUntil }, { now: now(), ...scope });
    if (answer.outcome === 'finished') return answer;
    if (answer.outcome === 'held') break;
    const isClaimed = answer.outcome === 'claimed';
    const { ttl } = expiryOf(now(), placeDays(record, retentionDays));
    const timestamp = isClaimed ? await placeOf(record, rows, ttl) : await nextRow(record, rows);
    if (isClaimed && timestamp === record.timestamp) return answer;
    if (isClaimed) await catalog.withdraw(record, holder);
    if (timestamp === 'gone') return { outcome: 'gone' };
    record = { ...record, timestamp };
  }
  throw new VersionHeldError(
    `Another attempt is at work on ${wanted.key} (version ${versionSegmentOf(wanted)}).`,
  );
}

interface Rows {
  readonly catalog: ProcessingDependencies['catalog'];
  readonly name: PlaceName;
  /** Timestamps whose rows belong to other events. */
  readonly taken: Set<number>;
}

/** Where to go from a row that belongs to another event: to the upload's place, or one millisecond on. */
async function nextRow({ timestamp }: ImageRecord, { catalog, name, taken }: Rows): Promise<number | 'gone'> {
  taken.add(timestamp);
  const known = await catalog.place(name);
  if (known?.isGone) return 'gone';
  return known && !taken.has(known.timestamp) ? known.timestamp : timestamp + 1;
}

/** The place of the upload, which is the claimed row unless another attempt was first. */
async function placeOf(
  record: ImageRecord,
  { catalog, name, taken }: Rows,
  ttl: number | undefined,
): Promise<number | 'gone'> {
  const place = await catalog.locate(name, record.timestamp, ttl);
  if (place.isGone) return 'gone';
  // Another event may have taken the place since, when the upload's row was not there.
  const isTaken = taken.has(place.timestamp) && !(await isOwnRow(record, place.timestamp, catalog));
  return isTaken ? catalog.relocate(name, place.timestamp, record.timestamp) : place.timestamp;
}

async function isOwnRow(
  record: ImageRecord,
  timestamp: number,
  catalog: Pick<ImageCatalog, 'row'>,
): Promise<boolean> {
  const row = await catalog.row({ imageId: record.imageId, timestamp });
  return row !== undefined && !isDeletion(row) && identityOf(row) === identityOf(record);
}

/** The place of a version is needed when it is removed; that of another upload only while messages may come. */
const placeDays = (record: ImageRecord, retentionDays: number | undefined): number | undefined =>
  ownVersionOf(record) ? retentionDays && Math.max(retentionDays, MESSAGE_LIFE_DAYS) : MESSAGE_LIFE_DAYS;

import { VersionHeldError } from '../errors';
import {
  expiryAfterMessages,
  expiryOf,
  MAX_EVENTS_IN_ONE_MILLISECOND,
  MESSAGE_LIFE_DAYS,
} from '../event-record';
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
 * Claims an upload for this attempt, so that no other attempt works on it. If an attempt dies, a redelivery of its own
 * message can claim the upload immediately, and other attempts can claim it after the first claim expires.
 *
 * Attempts may know different times for the same upload and therefore start at different rows. The first row that is
 * registered as the place of the upload wins. The other attempts withdraw their rows and move to that row.
 * @param upload the row to start at, from `chooseRow`
 * @throws VersionHeldError while another attempt holds the upload
 */
export async function claimUpload(
  upload: ImageRecord,
  scope: Omit<ClaimScope, 'now'>,
  { holder, claimUntil }: Attempt,
  { catalog, now, retentionDays }: Pick<ProcessingDependencies, 'catalog' | 'now' | 'retentionDays'>,
): Promise<ClaimedUpload> {
  const rows: Rows = {
    catalog,
    name: { imageId: upload.imageId, identity: identityOf(upload) },
    taken: new Set(),
  };
  let record = upload;
  for (let turn = 0; turn < MAX_EVENTS_IN_ONE_MILLISECOND; turn += 1) {
    const result = await catalog.claim(record, { holder, until: claimUntil }, { now: now(), ...scope });
    if (result.outcome === 'finished') return result;
    if (result.outcome === 'held') break;
    const isClaimed = result.outcome === 'claimed';
    const { ttl } = placeExpiry(record, now(), retentionDays);
    const timestamp = isClaimed ? await placeOf(record, rows, ttl) : await nextRow(record, rows);
    if (isClaimed && timestamp === record.timestamp) return result;
    if (isClaimed) await catalog.withdraw(record, holder);
    if (timestamp === 'gone') return { outcome: 'gone' };
    record = { ...record, timestamp };
  }
  throw new VersionHeldError(
    `Another attempt is at work on ${upload.key} (version ${versionSegmentOf(upload)}).`,
  );
}

interface Rows {
  readonly catalog: ProcessingDependencies['catalog'];
  readonly name: PlaceName;
  /** Timestamps whose rows belong to other events. */
  readonly taken: Set<number>;
}

/** The row to try after one that belongs to another event: the place of the upload, or the next millisecond. */
async function nextRow({ timestamp }: ImageRecord, { catalog, name, taken }: Rows): Promise<number | 'gone'> {
  taken.add(timestamp);
  const place = await catalog.place(name);
  if (place?.isGone) return 'gone';
  return place && !taken.has(place.timestamp) ? place.timestamp : timestamp + 1;
}

/** The place of the upload: the claimed row, unless another attempt registered its row first. */
async function placeOf(
  record: ImageRecord,
  { catalog, name, taken }: Rows,
  ttl: number | undefined,
): Promise<number | 'gone'> {
  const place = await catalog.locate(name, record.timestamp, ttl);
  if (place.isGone) return 'gone';
  // While the row of the upload was missing, another event may have taken its place.
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

/**
 * The removal of a version needs its place, however late it comes. Without a version, the place is needed only while
 * messages about the upload can arrive.
 */
const placeExpiry = (record: ImageRecord, now: number, retentionDays: number | undefined) =>
  ownVersionOf(record) ? expiryAfterMessages(now, retentionDays) : expiryOf(now, MESSAGE_LIFE_DAYS);

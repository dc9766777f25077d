import { ClaimLostError } from '../../lambda/domain/errors';
import { type ImageRecord, isDeletion } from '../../lambda/domain/image-record';
import type {
  Claim,
  ClaimedRecord,
  ClaimResult,
  ClaimScope,
  ForgottenNote,
  ImageCatalog,
  ImageFilter,
  ImagePage,
  Place,
  PlaceName,
} from '../../lambda/domain/ports';
import { identityOf, ownVersionOf } from '../../lambda/domain/upload-identity';
import { newestFirst } from '../../lambda/domain/versions/sequencer';

type Row = Pick<ImageRecord, 'imageId' | 'timestamp'>;

const keyOf = ({ imageId, timestamp }: Row): string => `${imageId}#${timestamp}`;

const nameOf = ({ imageId, identity }: PlaceName): string => `${imageId}/${identity}`;

function withoutClaim({ claim: _claim, ...record }: ClaimedRecord): ImageRecord {
  return record;
}

/** A catalog in a map, for the tests of the domain. The contract suite verifies it. */
export class InMemoryImageCatalog implements ImageCatalog {
  readonly rows = new Map<string, ClaimedRecord>();
  readonly places = new Map<string, Place>();
  private readonly forgotten = new Map<string, ForgottenNote>();

  /** The records without their claims, newest event first. */
  get records(): ImageRecord[] {
    return newestFirst([...this.rows.values()].map(withoutClaim));
  }

  async history(imageId: string): Promise<ClaimedRecord[]> {
    return newestFirst(this.ofImage(imageId));
  }

  async page(imageId: string, limit: number, before = Infinity): Promise<ClaimedRecord[]> {
    return this.ofImage(imageId)
      .filter(({ timestamp }) => timestamp < before)
      .sort((a, b) => b.timestamp - a.timestamp)
      .slice(0, limit);
  }

  async row(key: Row): Promise<ClaimedRecord | undefined> {
    return this.rows.get(keyOf(key));
  }

  async locate(name: PlaceName, timestamp: number): Promise<Place> {
    const place = this.places.get(nameOf(name)) ?? { timestamp, isGone: false };
    this.places.set(nameOf(name), place);
    return place;
  }

  async place(name: PlaceName): Promise<Place | undefined> {
    return this.places.get(nameOf(name));
  }

  async relocate(name: PlaceName, from: number, to: number): Promise<number> {
    const place = this.places.get(nameOf(name));
    if (!place || place.timestamp !== from) return place?.timestamp ?? to;
    this.places.set(nameOf(name), { ...place, timestamp: to });
    return to;
  }

  async markGone(name: PlaceName): Promise<Place | undefined> {
    const place = this.places.get(nameOf(name));
    this.places.set(nameOf(name), { timestamp: place?.timestamp ?? 0, isGone: true });
    return place && place.timestamp > 0 ? place : undefined;
  }

  async claim(
    record: ImageRecord,
    claim: Claim,
    { now, remakeAs, revive }: ClaimScope,
  ): Promise<ClaimResult> {
    const row = this.rows.get(keyOf(record));
    if (row && (isDeletion(row) || identityOf(row) !== identityOf(record))) return { outcome: 'occupied' };
    const isFree =
      !row ||
      row.processingStatus === 'PROCESSING' ||
      (remakeAs && isOutdated(row, remakeAs)) ||
      (revive && row.processingStatus === 'DELETED');
    if (!isFree) return { outcome: 'finished', record: withoutClaim(row) };
    const alive = row?.claim && row.claim.holder !== claim.holder && row.claim.until >= now;
    if (alive) return { outcome: 'held' };
    const { error: _, processedAt: __, durationMs: ___, timings: ____, ...kept } = { ...row, ...record };
    const attempts = (row?.attempts ?? 0) + 1;
    const claimed = { ...kept, processingStatus: 'PROCESSING' as const, attempts };
    this.rows.set(keyOf(record), { ...claimed, claim });
    return { outcome: 'claimed', record: withoutClaim(claimed) };
  }

  async finish(record: ImageRecord, holder: string): Promise<void> {
    const row = this.rows.get(keyOf(record));
    const isDone =
      row?.processedAt === record.processedAt && row?.processingStatus === record.processingStatus;
    if (row?.claim?.holder !== holder && !isDone) throw new ClaimLostError('The claim was lost.');
    this.rows.set(keyOf(record), record);
  }

  async withdraw(record: Row, holder: string): Promise<void> {
    if (this.rows.get(keyOf(record))?.claim?.holder === holder) this.rows.delete(keyOf(record));
  }

  async discard(record: ImageRecord): Promise<boolean> {
    const row = this.rows.get(keyOf(record));
    if (!row || !isSameUpload(row, record)) return false;
    const { previews: _, claim: __, ...kept } = row;
    this.rows.set(keyOf(record), { ...kept, processingStatus: 'DELETED' });
    return true;
  }

  async remove(record: ImageRecord): Promise<void> {
    const row = this.rows.get(keyOf(record));
    if (!row || !isSameUpload(row, record) || row.processingStatus !== record.processingStatus) return;
    this.rows.delete(keyOf(record));
  }

  async setSequencer(record: Row, sequencer: string): Promise<void> {
    const row = this.rows.get(keyOf(record));
    const isOwn = row && (row.processingStatus !== 'DELETED' || ownVersionOf(row) !== undefined);
    if (isOwn && (row.sequencer === undefined || row.sequencer < sequencer)) {
      this.rows.set(keyOf(record), { ...row, sequencer });
    }
  }

  async markSwept(record: Row): Promise<void> {
    const row = this.rows.get(keyOf(record));
    if (row) this.rows.set(keyOf(record), { ...row, isSwept: true });
  }

  async putDeleted(record: ImageRecord): Promise<boolean> {
    const row = this.rows.get(keyOf(record));
    const isSameEvent = record.sequencer
      ? row?.sequencer === record.sequencer
      : row?.sequencer === undefined && row?.versionId === record.versionId;
    if (row && (row.attempts !== undefined || !isSameEvent)) return false;
    this.rows.set(keyOf(record), record);
    return true;
  }

  async markDeleted(record: Row, processedAt: string): Promise<void> {
    const row = this.rows.get(keyOf(record));
    if (!row) return;
    const { previews: _, claim: __, ...kept } = row;
    this.rows.set(keyOf(record), { ...kept, processingStatus: 'DELETED', processedAt });
  }

  async list(filter: ImageFilter, limit: number, from?: ImagePage['next']): Promise<ImagePage> {
    const all = [...this.rows.values()]
      .filter((row) => matches(row, filter))
      .sort((a, b) => b.timestamp - a.timestamp)
      .map(withoutClaim);
    const start = from ? all.findIndex((row) => keyOf(row) === keyOf(from as unknown as Row)) + 1 : 0;
    const records = all.slice(start, start + limit);
    const last = records.at(-1);
    const more = start + limit < all.length;
    return { records, ...(more && last && { next: { imageId: last.imageId, timestamp: last.timestamp } }) };
  }

  async markForgotten(imageId: string, note: ForgottenNote): Promise<void> {
    this.forgotten.set(imageId, note);
  }

  async forgottenNote(imageId: string): Promise<ForgottenNote | undefined> {
    return this.forgotten.get(imageId);
  }

  async forget(imageId: string): Promise<number> {
    const rows = await this.history(imageId);
    for (const row of rows) this.rows.delete(keyOf(row));
    for (const name of this.places.keys()) if (name.startsWith(`${imageId}/`)) this.places.delete(name);
    return rows.length;
  }

  private ofImage(imageId: string): ClaimedRecord[] {
    return [...this.rows.values()].filter((row) => row.imageId === imageId);
  }
}

const isSameUpload = (row: ImageRecord, record: ImageRecord): boolean =>
  row.sequencer === record.sequencer &&
  row.versionId === record.versionId &&
  row.uploadId === record.uploadId;

const isOutdated = ({ processingStatus, recipe }: ImageRecord, remakeAs: string): boolean =>
  processingStatus === 'FAILED' || (processingStatus === 'COMPLETED' && recipe !== remakeAs);

function matches(row: ImageRecord, filter: ImageFilter): boolean {
  if (filter.by === 'status') return row.processingStatus === filter.status;
  return filter.by === 'user' ? row.userId === filter.userId : row.uploadDate === filter.date;
}

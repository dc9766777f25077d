import { ClaimLostError } from '../../lambda/domain/errors';
import { type ImageRecord, isUploadOf, versionSegmentOf } from '../../lambda/domain/image-record';
import type {
  Claim,
  ClaimAnswer,
  ClaimedRecord,
  ClaimScope,
  ImageCatalog,
  ImageFilter,
  ImagePage,
} from '../../lambda/domain/ports';
import { compareEvents } from '../../lambda/domain/sequencer';

type Row = Pick<ImageRecord, 'imageId' | 'timestamp'>;

const keyOf = ({ imageId, timestamp }: Row): string => `${imageId}#${timestamp}`;

function withoutClaim({ claim: _claim, ...record }: ClaimedRecord): ImageRecord {
  return record;
}

/** The catalog's contract in a map: the domain's tests run on it, and the contract suite proves it. */
export class InMemoryImageCatalog implements ImageCatalog {
  readonly rows = new Map<string, ClaimedRecord>();
  private readonly forgotten = new Map<string, number>();

  /** The rows as anybody else would see them, newest event first. */
  get records(): ImageRecord[] {
    return [...this.rows.values()].map(withoutClaim).sort((a, b) => compareEvents(b, a));
  }

  async history(imageId: string): Promise<ClaimedRecord[]> {
    return [...this.rows.values()]
      .filter((row) => row.imageId === imageId)
      .sort((a, b) => compareEvents(b, a));
  }

  async claim(
    record: ImageRecord,
    claim: Claim,
    { now, remakeAs, existing }: ClaimScope,
  ): Promise<ClaimAnswer> {
    const row = this.rows.get(keyOf(record));
    if (!row && existing) return { outcome: 'gone' };
    if (row && !isUploadOf(row, versionSegmentOf(record))) return { outcome: 'occupied' };
    if (row && row.processingStatus !== 'PROCESSING' && !(remakeAs && isOutdated(row, remakeAs))) {
      return { outcome: 'finished', record: withoutClaim(row) };
    }
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

  async markForgotten(imageId: string, at: number): Promise<void> {
    this.forgotten.set(imageId, at);
  }

  async forgottenAt(imageId: string): Promise<number | undefined> {
    return this.forgotten.get(imageId);
  }

  async forget(imageId: string): Promise<number> {
    const rows = await this.history(imageId);
    for (const row of rows) this.rows.delete(keyOf(row));
    return rows.length;
  }
}

const isOutdated = ({ processingStatus, recipe }: ImageRecord, remakeAs: string): boolean =>
  processingStatus === 'FAILED' || (processingStatus === 'COMPLETED' && recipe !== remakeAs);

function matches(row: ImageRecord, filter: ImageFilter): boolean {
  if (filter.by === 'status') return row.processingStatus === filter.status;
  return filter.by === 'user' ? row.userId === filter.userId : row.uploadDate === filter.date;
}

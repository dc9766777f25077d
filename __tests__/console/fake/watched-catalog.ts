import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { Claim, ClaimResult, ClaimScope } from '../../../lambda/domain/ports';
import { InMemoryImageCatalog } from '../../support/in-memory-image-catalog';

export interface CatalogWatcher {
  readonly onRecord: (record: ImageRecord) => void;
  readonly onForgotten: (imageId: string) => void;
}

/** The catalog in memory. Reports each write. */
export class WatchedCatalog extends InMemoryImageCatalog {
  constructor(private readonly watcher: CatalogWatcher) {
    super();
  }

  override async claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimResult> {
    const answer = await super.claim(record, claim, scope);
    if (answer.outcome === 'claimed') this.watcher.onRecord(answer.record);
    return answer;
  }

  override async finish(record: ImageRecord, holder: string): Promise<void> {
    await super.finish(record, holder);
    this.watcher.onRecord(record);
  }

  override async forget(imageId: string): Promise<number> {
    const rows = await super.forget(imageId);
    this.watcher.onForgotten(imageId);
    return rows;
  }
}

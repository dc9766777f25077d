import type { OpenOriginal, RenderedPreview } from '../../../lambda/domain/ports';
import type { UploadRef } from '../../../lambda/domain/upload';
import { InMemoryImageStore } from '../../support/in-memory-image-store';

export interface StoreWatcher {
  /** An original is about to be read, or was. */
  readonly onRead: (key: string, isDone: boolean) => Promise<void>;
  readonly onPreview: (previewKey: string) => Promise<void>;
}

/** The store in memory. Reports each access of the processor. */
export class WatchedStore extends InMemoryImageStore {
  constructor(private readonly watcher: StoreWatcher) {
    super();
  }

  override async openOriginal(ref: UploadRef): Promise<OpenOriginal> {
    const opened = await super.openOriginal(ref);
    return {
      ...opened,
      read: async (admit) => {
        await this.watcher.onRead(ref.key, false);
        const original = await opened.read(admit);
        await this.watcher.onRead(ref.key, true);
        return original;
      },
    };
  }

  override async storePreview(
    key: string,
    preview: RenderedPreview,
    metadata: Readonly<Record<string, string>>,
  ) {
    await this.watcher.onPreview(key);
    return super.storePreview(key, preview, metadata);
  }
}

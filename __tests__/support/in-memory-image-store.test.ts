import { describeImageStore, describePreviewStore, type StorePlace } from './image-store-contract';
import { InMemoryImageStore, type Versioning } from './in-memory-image-store';
import { SOURCE_BUCKET } from './uploads';

function placeWith(versioning: Versioning): StorePlace {
  const store = new InMemoryImageStore(versioning);
  return {
    store,
    bucket: SOURCE_BUCKET,
    put: async (key, body, metadata = {}) => {
      const { size: _, ...ref } = store.put(SOURCE_BUCKET, key, Buffer.from(body), { metadata });
      const { versionId: __, ...unversioned } = ref;
      return versioning === 'Off' ? unversioned : ref;
    },
    remove: async (key) => store.markDeleted(SOURCE_BUCKET, key),
    removeVersion: async (key, versionId) => store.removeVersion(SOURCE_BUCKET, key, versionId),
  };
}

describe('the store in memory', () => {
  for (const versioning of ['Enabled', 'Suspended', 'Off'] as const) {
    const place = placeWith(versioning);
    describeImageStore(versioning, () => place);
  }
  const previews = placeWith('Off').store;
  describePreviewStore(() => previews);
});

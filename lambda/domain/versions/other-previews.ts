import { type ImageRecord, previewsFolderOf } from '../image-record';
import { previewKeysOf } from '../previews/preview-files';
import type { ProcessingDependencies } from '../processing';
import { identityOf } from '../upload-identity';
import { newestRows } from './newest-rows';

/** Removes the previews of a version that `record` does not name. */
export async function removeOtherPreviews(
  record: ImageRecord,
  { store }: Pick<ProcessingDependencies, 'store'>,
): Promise<void> {
  const named = new Set(previewKeysOf(record));
  const stored = await store.listPreviews(previewsFolderOf(record));
  await store.removePreviews(stored.filter((key) => !named.has(key)));
}

/** Removes the previews of an attempt whose upload was recorded under another identity, unless a row names them. */
export async function removeUnrecorded(
  own: ImageRecord,
  dependencies: ProcessingDependencies,
): Promise<void> {
  const { store, catalog } = dependencies;
  const stored = await store.listPreviews(previewsFolderOf(own));
  if (stored.length === 0) return;
  const rows = await newestRows(own.imageId, catalog);
  const isRecorded = rows.some(
    (row) => row.processingStatus !== 'DELETED' && identityOf(row) === identityOf(own),
  );
  if (!isRecorded) await store.removePreviews(stored);
}

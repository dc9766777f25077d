import { DAY_MS } from '../days';
import { type ImageRecord, type Preview, previewsFolderOf } from '../image-record';
import type { ImageStore } from '../ports';
import { filesOf } from './preview-files';

/**
 * The previews of a record that the processed bucket still has in all their formats. A lifecycle rule removes previews
 * after `PREVIEW_EXPIRATION_DAYS`, while the record stays. Needs one request to list the bucket.
 */
export async function storedPreviews(
  record: ImageRecord,
  store: Pick<ImageStore, 'listPreviews'>,
): Promise<readonly Preview[]> {
  const { previews = [] } = record;
  if (previews.length === 0) return [];
  const stored = new Set(await store.listPreviews(previewsFolderOf(record)));
  return previews.filter((preview) => filesOf(preview).every(({ key }) => stored.has(key)));
}

/** Whether a COMPLETED record has lost previews. */
export async function lacksPreviews(
  record: ImageRecord,
  store: Pick<ImageStore, 'listPreviews'>,
): Promise<boolean> {
  if (record.processingStatus !== 'COMPLETED') return false;
  return (await storedPreviews(record, store)).length < (record.previews?.length ?? 0);
}

/** Milliseconds for which S3 keeps previews; infinite for 0 days. */
export const previewLifeOf = (expirationDays: number): number =>
  expirationDays === 0 ? Number.POSITIVE_INFINITY : expirationDays * DAY_MS;

/** Whether the previews of a record are so old that S3 may have removed them. Does not call S3. */
export const arePreviewsExpired = (
  { previewsSince, processedAt, timestamp }: PreviewAge,
  { now, previewLifeMs }: { readonly now: number; readonly previewLifeMs: number },
): boolean => {
  const since = previewsSince ?? processedAt;
  return now - (since ? Date.parse(since) : timestamp) >= previewLifeMs;
};

type PreviewAge = Pick<ImageRecord, 'previewsSince' | 'processedAt' | 'timestamp'>;

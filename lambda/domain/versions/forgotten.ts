import { VersionHeldError } from '../errors';
import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestRows } from './newest-rows';

type Catalog = Pick<ImageCatalog, 'page' | 'forgottenNote'>;

/**
 * Whether the image was forgotten and not uploaded again since. Nothing may be written about such an image. Forgetting
 * removes every row, so a row that exists afterwards belongs to a later upload. While forgetting is in progress, or if
 * it was interrupted, the time of a row decides whether it is later.
 * @throws VersionHeldError while an attempt is at work whose upload may be older than the note
 */
export async function isForgotten(
  imageId: string,
  { catalog, now }: { readonly catalog: Catalog; readonly now: () => number },
): Promise<boolean> {
  const note = await catalog.forgottenNote(imageId);
  if (!note) return false;
  const rows = await newestRows(imageId, catalog);
  const isAtWork = ({ processingStatus, claim }: ClaimedRecord): boolean =>
    processingStatus === 'PROCESSING' && (claim?.until ?? 0) >= now();
  const isLater = ({ processingStatus, timestamp }: ClaimedRecord): boolean =>
    processingStatus !== 'PROCESSING' && (note.isDone || timestamp > note.forgottenAt);
  if (rows.some(isLater)) return false;
  if (rows.some(isAtWork)) throw new VersionHeldError(`An upload of image ${imageId} is being processed.`);
  return true;
}

/** Whether the table has a note that the image was forgotten. Notes expire after `MESSAGE_LIFE_DAYS`. */
export const wasForgotten = async (
  imageId: string,
  catalog: Pick<Catalog, 'forgottenNote'>,
): Promise<boolean> => (await catalog.forgottenNote(imageId)) !== undefined;

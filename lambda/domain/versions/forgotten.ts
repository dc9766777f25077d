import { VersionHeldError } from '../errors';
import type { ClaimedRecord, ImageCatalog } from '../ports';
import { newestRows } from './newest-rows';

type Catalog = Pick<ImageCatalog, 'page' | 'forgottenNote'>;

/**
 * Whether the image was forgotten and has had no upload since: then nothing may be written about it. Forgetting
 * removes every row, so a row that is there after it belongs to a later upload. While it is at work, or when it was
 * interrupted, time decides.
 * @throws VersionHeldError while an attempt is at work that may turn out to be late
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

/** Whether the image was ever forgotten, as far back as the table remembers. */
export const wasForgotten = async (
  imageId: string,
  catalog: Pick<Catalog, 'forgottenNote'>,
): Promise<boolean> => (await catalog.forgottenNote(imageId)) !== undefined;

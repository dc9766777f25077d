import { expiryOf, MESSAGE_LIFE_DAYS } from '../event-record';
import { imageIdOf, isDeletion, previewsPrefixOf } from '../image-record';
import type { ClaimedRecord, OriginalHead, PlaceName } from '../ports';
import type { ProcessingDependencies } from '../processing';
import type { UploadEvent } from '../upload';
import { isSameObject, ownVersionOf } from '../upload-identity';
import { newestRows } from '../versions/newest-rows';
import { compareSequencers } from '../versions/sequencer';
import { removeWithPreviews } from '../versions/stale-rows';

type Dependencies = Pick<ProcessingDependencies, 'catalog' | 'store' | 'cache' | 'now'>;

/**
 * Removes the row and the previews of a version, or of a delete marker, that was permanently removed.
 * @param head the current object, if the key has one
 */
export async function removeVersion(
  event: UploadEvent,
  head: OriginalHead | undefined,
  dependencies: Dependencies,
): Promise<void> {
  const imageId = imageIdOf(event.bucket, event.key);
  const version = ownVersionOf(event);
  if (version) return removeNamed({ imageId, identity: version }, event, head, dependencies);
  // Without an object at the key, the rows are DELETED already, and stay as the record of the deletion.
  if (head) await removeNull(imageId, event, head, dependencies);
}

/** Notes that the version is gone, so that a late event about it writes nothing. Version ids are never reused. */
async function removeNamed(
  name: PlaceName,
  event: UploadEvent,
  head: OriginalHead | undefined,
  dependencies: Dependencies,
): Promise<void> {
  const { catalog, store, now } = dependencies;
  const { imageId, identity } = name;
  const { ttl = 0 } = expiryOf(now(), MESSAGE_LIFE_DAYS);
  const place = await catalog.markGone(name, ttl);
  const isOfVersion = (row: ClaimedRecord): boolean =>
    row.versionId === identity && (row.sequencer === undefined || row.sequencer !== event.sequencer);
  const row = place
    ? await catalog.row({ imageId, timestamp: place.timestamp })
    : (await catalog.history(imageId)).find(isOfVersion);
  // Without an object at the key, the row of the deletion stays, although its delete marker was removed.
  const isKept = row && isDeletion(row) && !head;
  if (row && isOfVersion(row) && !isKept) await removeWithPreviews(row, dependencies);
  else await store.removePreviews(await store.listPreviews(`${previewsPrefixOf(imageId)}${identity}/`));
}

/** Removes the rows of objects without a version, except for an upload that came after the removal. */
async function removeNull(
  imageId: string,
  event: UploadEvent,
  head: OriginalHead,
  dependencies: Dependencies,
): Promise<void> {
  const isGone = (row: ClaimedRecord): boolean => {
    if (ownVersionOf(row)) return false;
    if (row.sequencer && event.sequencer) return compareSequencers(row.sequencer, event.sequencer) < 0;
    return isDeletion(row) || !isSameObject(row, head);
  };
  const rows = await newestRows(imageId, dependencies.catalog);
  for (const row of rows.filter(isGone)) await removeWithPreviews(row, dependencies);
}

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
 * Removes what is known of a version, or of a delete marker, that was removed for good.
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
  // With the image gone, its rows are DELETED already, and stay to say so.
  if (head) await removeNull(imageId, event, head, dependencies);
}

/** A version that is gone never comes back: a late event about it finds the note, and writes nothing. */
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
  // With the image gone, the row of its deletion stays to say so, though the marker itself is gone, too.
  const isKept = row && isDeletion(row) && !head;
  if (row && isOfVersion(row) && !isKept) await removeWithPreviews(row, dependencies);
  else await store.removePreviews(await store.listPreviews(`${previewsPrefixOf(imageId)}${identity}/`));
}

/** The one object without a version was removed: every row of one, but for an upload that came after. */
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

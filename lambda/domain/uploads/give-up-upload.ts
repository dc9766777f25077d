import type { ImageRecord } from '../image-record';
import type { Outcome } from '../outcome';
import type { Attempt, ProcessingDependencies } from '../processing';
import { wasForgotten } from '../versions/forgotten';
import { removeOtherPreviews } from '../versions/other-previews';

/**
 * Ends an attempt whose object cannot be read any more, and removes its previews. With `isDeleted` the row becomes
 * DELETED; otherwise, or if the image was forgotten, the row is removed.
 */
export async function giveUp(
  record: ImageRecord,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
  { isDeleted = false } = {},
): Promise<Outcome> {
  const { catalog, now } = dependencies;
  if (isDeleted && !(await wasForgotten(record.imageId, catalog))) {
    const processedAt = new Date(now()).toISOString();
    await catalog.markDeleted(record, processedAt);
    await removeOtherPreviews({ ...record, previews: [] }, dependencies);
    return { kind: 'superseded', record: { ...record, processingStatus: 'DELETED', processedAt } };
  }
  await catalog.withdraw(record, attempt.holder);
  await removeOtherPreviews({ ...record, previews: [] }, dependencies);
  return { kind: 'superseded' };
}

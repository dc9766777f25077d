import { ClaimLostError } from '../errors';
import type { ImageRecord } from '../image-record';
import type { Attempt, ProcessingDependencies } from '../processing';
import { removeOtherPreviews } from '../versions/other-previews';

/**
 * Writes the terminal record, unless the claim was lost. If the version was deleted meanwhile, removes the previews
 * that were stored after the deletion and records nothing.
 * @returns false if the version was deleted meanwhile
 * @throws ClaimLostError if another attempt has taken over
 */
export async function recordUnlessDeleted(
  finished: ImageRecord,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<boolean> {
  const { catalog } = dependencies;
  try {
    await catalog.finish(finished, attempt.holder);
    return true;
  } catch (error) {
    if (!(error instanceof ClaimLostError)) throw error;
    const row = await catalog.row(finished);
    if (row && row.processingStatus !== 'DELETED') throw error;
    await removeOtherPreviews({ ...finished, previews: [] }, dependencies);
    return false;
  }
}

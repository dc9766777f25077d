import { ClaimLostError } from '../errors';
import type { ImageRecord } from '../image-record';
import type { Attempt, ProcessingDependencies } from '../processing';
import { removeOtherPreviews } from '../versions/other-previews';

/**
 * Writes the terminal record. The claim may be lost by now. If the version was deleted meanwhile, the previews
 * stored after the deletion are removed again and nothing is recorded. If another attempt took over, that
 * attempt decides, and this one fails like any other.
 * @returns false when the version was deleted meanwhile
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

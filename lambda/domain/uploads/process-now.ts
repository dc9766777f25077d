import { PermanentImageError } from '../errors';
import type { ImageRecord } from '../image-record';
import type { Outcome } from '../outcome';
import type { OriginalHead } from '../ports';
import type { FocalPoint } from '../previews/focal-point';
import type { Attempt, ProcessingDependencies } from '../processing';
import { processUpload } from './process-upload';

/** The object to process. */
export interface ProcessingSource {
  readonly bucket: string;
  readonly key: string;
  /** The point to place the crops around. Crops are made again if it is given. */
  readonly focus?: FocalPoint;
}

/**
 * Processes the current version of an object on request. A version that failed, that was made with another recipe or
 * that has lost previews is processed again. A version that is up to date is not rendered again.
 * @throws PermanentImageError `SOURCE_NOT_FOUND` if the object does not exist
 * @throws VersionHeldError while another attempt works on it
 */
export async function processNow(
  { focus, ...source }: ProcessingSource,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const { size, lastModified, ...ref } = await currentVersion(source, dependencies);
  return processUpload(
    // Last-Modified is the time of the event, truncated to the second.
    {
      ...ref,
      kind: 'created',
      eventTime: lastModified,
      size,
      reprocess: 'if-outdated',
      ...(focus && { chosenFocus: focus }),
    },
    attempt,
    dependencies,
  );
}

async function currentVersion(
  source: { readonly bucket: string; readonly key: string },
  { store }: Pick<ProcessingDependencies, 'store'>,
): Promise<OriginalHead> {
  try {
    return await store.headOriginal(source);
  } catch (error) {
    if (!(error instanceof PermanentImageError)) throw error;
    // The message does not say that the object was deleted, because the key may be wrong.
    const message = `There is no object ${source.key}. Check the key, and that the upload is complete.`;
    throw new PermanentImageError('SOURCE_NOT_FOUND', message, { cause: error });
  }
}

/** The record of a processed image. @throws PermanentImageError if the image was refused or deleted */
export function completedRecord({ record }: Outcome): ImageRecord {
  if (record?.processingStatus === 'COMPLETED') return record;
  if (record?.processingStatus === 'FAILED' && record.error) {
    throw new PermanentImageError(record.error.code, record.error.message);
  }
  throw new PermanentImageError('SOURCE_NOT_FOUND', 'The image was deleted before it could be processed.');
}

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
  /** Given to make its crops again around this point. */
  readonly focus?: FocalPoint;
}

/**
 * Processes the current version of an object because somebody asks, as the queue would. A version that failed is
 * tried again, one made with another recipe or without its previews is made again; what is up to date is not
 * rendered twice, and what is being worked on is left alone.
 * @throws PermanentImageError `SOURCE_NOT_FOUND` when there is no such object
 * @throws VersionHeldError while another attempt is at work on it
 */
export async function processNow(
  { focus, ...source }: ProcessingSource,
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const { size, lastModified, ...ref } = await currentVersion(source, dependencies);
  return processUpload(
    // The time of the object is that of its event, but for the milliseconds, which S3 does not tell here.
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
    // The object may never have existed: the caller can have the key wrong.
    const message = `There is no object ${source.key}. Check the key, and that the upload is complete.`;
    throw new PermanentImageError('SOURCE_NOT_FOUND', message, { cause: error });
  }
}

/** The record of a processed image. @throws PermanentImageError when the image was refused or is gone */
export function completedRecord({ record }: Outcome): ImageRecord {
  if (record?.processingStatus === 'COMPLETED') return record;
  if (record?.processingStatus === 'FAILED' && record.error) {
    throw new PermanentImageError(record.error.code, record.error.message);
  }
  throw new PermanentImageError('SOURCE_NOT_FOUND', 'The image was deleted before it could be processed.');
}

import { PermanentImageError } from './errors';
import type { ImageRecord } from './image-record';
import type { Outcome } from './outcome';
import { type Attempt, type ProcessingDependencies, processUpload } from './process-upload';

/**
 * Processes the current version of an object because somebody asks, as the queue would. A version that failed is
 * tried again and one made with another recipe is made again; what is up to date is not rendered twice, and what
 * is being worked on is left alone.
 * @throws PermanentImageError `SOURCE_NOT_FOUND` when there is no such object
 * @throws VersionHeldError while another attempt is at work on it
 */
export async function processNow(
  source: { readonly bucket: string; readonly key: string },
  attempt: Attempt,
  dependencies: ProcessingDependencies,
): Promise<Outcome> {
  const head = await dependencies.store.headOriginal(source);
  const { size, lastModified, ...ref } = head;
  return processUpload(
    // The time of the object is that of its event, but for the milliseconds, which S3 does not tell here.
    { ...ref, kind: 'created', eventTime: lastModified, size, reprocess: 'if-outdated' },
    attempt,
    dependencies,
  );
}

/** The record of a processed image. @throws PermanentImageError when the image was refused or is gone */
export function completedRecord({ record }: Outcome): ImageRecord {
  if (record?.processingStatus === 'COMPLETED') return record;
  if (record?.processingStatus === 'FAILED' && record.error) {
    throw new PermanentImageError(record.error.code, record.error.message);
  }
  throw new PermanentImageError('SOURCE_NOT_FOUND', 'The image was deleted before it could be processed.');
}

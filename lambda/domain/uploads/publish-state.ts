import type { ImageRecord } from '../image-record';
import type { ProcessingDependencies } from '../processing';
import { isSameObject } from '../upload-identity';
import { currentOriginal } from '../versions/current-original';

/**
 * Publishes the terminal state of an upload. An empty object that has been replaced is not published: software that
 * mounts a bucket creates each file empty and writes its content a moment later.
 * @returns false if the state was not published
 */
export async function publishState(
  record: ImageRecord,
  { publisher, store }: Pick<ProcessingDependencies, 'publisher' | 'store'>,
): Promise<boolean> {
  if (record.error?.code === 'EMPTY_OBJECT') {
    const head = await currentOriginal(record, store);
    if (!head || !isSameObject(head, record)) return false;
  }
  if (record.processingStatus === 'COMPLETED') await publisher.publish('Image Processing Completed', record);
  if (record.processingStatus === 'FAILED') await publisher.publish('Image Processing Failed', record);
  return true;
}

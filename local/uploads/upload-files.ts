import pLimit from 'p-limit';
import type { UploadRef } from '../../lambda/domain/upload';
import type { FollowedUpload } from './follow-uploads';
import type { InProcessStore } from './in-process-store';
import type { PhotoFile } from './photo-file';
import type { UploadOutcome } from './upload-outcome';

/** More concurrent uploads would not be faster, because the functions' processes take the time. */
const CONCURRENT_UPLOADS = 4;

/**
 * Uploads files to the source bucket and follows each to its outcome. A file that fails does not reject the promise.
 * @param follow resolves with the outcome of an upload
 * @param onOutcome called with each file as soon as its outcome is known
 * @param signal aborted when no more files must be sent
 */
export async function uploadFiles(
  files: readonly PhotoFile[],
  store: Pick<InProcessStore, 'put'>,
  bucket: string,
  follow: (upload: FollowedUpload) => Promise<UploadOutcome>,
  onOutcome: (outcome: UploadOutcome) => void,
  signal: AbortSignal,
): Promise<UploadOutcome[]> {
  const limit = pLimit(CONCURRENT_UPLOADS);
  return Promise.all(
    files.map(async (file) => {
      const ref = await limit(() => put(file, store, bucket, signal));
      const outcome = ref instanceof Error ? notUploaded(file, ref) : await follow({ file, ref });
      if (!signal.aborted) onOutcome(outcome);
      return outcome;
    }),
  );
}

async function put(
  file: PhotoFile,
  store: Pick<InProcessStore, 'put'>,
  bucket: string,
  signal: AbortSignal,
): Promise<UploadRef | Error> {
  try {
    signal.throwIfAborted();
    return await store.put(bucket, file.key, { body: file.open(), size: file.size }, signal);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const notUploaded = (file: PhotoFile, { message }: Error): UploadOutcome => ({
  file,
  failure: { code: 'UPLOAD_FAILED', message },
});

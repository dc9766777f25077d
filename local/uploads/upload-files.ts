import pLimit from 'p-limit';
import type { UploadRef } from '../../lambda/domain/upload';
import type { FollowedUpload } from './follow-uploads';
import type { InsideStore } from './inside-store';
import type { PhotoFile } from './photo-file';
import type { UploadOutcome } from './upload-outcome';

/** Uploads at the same time; the functions' processes are what takes the time. */
const CONCURRENT_UPLOADS = 4;

/**
 * Puts files into the source bucket and follows each to its end. Never rejects for a file's sake.
 * @param follow resolves with the outcome of an upload
 * @param onOutcome called with each file as soon as its outcome is known
 * @param signal no file is sent after it
 */
export async function uploadFiles(
  files: readonly PhotoFile[],
  store: Pick<InsideStore, 'put'>,
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
  store: Pick<InsideStore, 'put'>,
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

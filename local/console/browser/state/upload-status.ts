import type { ImageSummary } from '../../twin-view';
import type { Progress } from './progress';

export type UploadStatus = ImageSummary['processingStatus'] | 'DEAD_LETTER';

/** The status of one upload, which may be a new version of a known image. */
export function uploadStatusOf(
  { isDeadLetter, endedAt }: Progress,
  image: ImageSummary | undefined,
): UploadStatus {
  if (isDeadLetter) return 'DEAD_LETTER';
  // The record may still be that of an earlier version.
  return endedAt === undefined ? 'PROCESSING' : (image?.processingStatus ?? 'PROCESSING');
}

export const hasFailed = (status: UploadStatus): boolean => status === 'FAILED' || status === 'DEAD_LETTER';

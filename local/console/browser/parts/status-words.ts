import type { ImageSummary } from '../../twin-view';

/** A status as people say it. */
export const STATUS_WORDS: Readonly<Record<ImageSummary['processingStatus'], string>> = {
  PROCESSING: 'Processing',
  COMPLETED: 'Ready',
  FAILED: 'Failed',
  DELETED: 'Deleted',
};

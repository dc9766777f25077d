import type { ImageSummary } from '../../twin-view';

/** The names of the statuses. */
export const STATUS_WORDS: Readonly<Record<ImageSummary['processingStatus'], string>> = {
  PROCESSING: 'Processing',
  COMPLETED: 'Ready',
  FAILED: 'Failed',
  DELETED: 'Deleted',
};

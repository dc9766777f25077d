/** The namespace of every metric that Darkroom's own code emits. */
export const METRIC_NAMESPACE = 'ImageProcessing';

/** The one dimension of each of them. */
export const METRIC_DIMENSION = 'Environment';

/**
 * Every metric the code emits. Alarms and dashboard widgets take their names from here, so a renamed
 * metric renames its alarm or breaks the build.
 */
export const METRICS = {
  /** Uploads that ended COMPLETED. Count. */
  processedImages: 'ProcessedImages',
  /** Uploads that ended FAILED, for good. Count. */
  processingErrors: 'ProcessingErrors',
  /** From the claim to the record. Milliseconds. */
  processingTime: 'ProcessingTime',
  /** Size of the original. Bytes. */
  sourceBytes: 'SourceBytes',
  /** Size of all its previews together. Bytes. */
  previewBytes: 'PreviewBytes',
  /** Events for versions that were already finished. Count. */
  duplicateEvents: 'DuplicateEvents',
} as const;

/**
 * Messages of the queue, including repeated messages and those about deletions, and requests of the API that the
 * processor began to handle. Count. Emitted only if `MAX_IMAGES_PER_HOUR` is set.
 */
export const ATTEMPTS_METRIC = 'Attempts';

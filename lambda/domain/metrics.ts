/** The namespace of every metric that Darkroom's own code emits. AWS's own metrics live elsewhere. */
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
  /** Events of a version that was finished already. Count. */
  duplicateEvents: 'DuplicateEvents',
} as const;

/**
 * Work that the processor began: each message of the queue, also a repeated one or one about a deletion, and each
 * request of the API. Count. It is emitted only where `MAX_IMAGES_PER_HOUR` limits it.
 */
export const ATTEMPTS_METRIC = 'Attempts';

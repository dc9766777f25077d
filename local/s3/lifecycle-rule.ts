/** What S3 removes by itself, and when. Days are whole days of age. */
export interface LifecycleRule {
  readonly id: string;
  /** Keys that the rule applies to begin with it. */
  readonly prefix: string;
  /** Current objects: deleted, or hidden by a delete marker in a bucket with versions. */
  readonly expirationDays?: number;
  /** Versions that are not current any more, counted from the day on which they were replaced. */
  readonly noncurrentDays?: number;
  /** Whether a delete marker goes when no version is left below it. */
  readonly expiredMarkers?: boolean;
  /** Multipart uploads that were begun and not completed. */
  readonly abandonedUploadDays?: number;
}

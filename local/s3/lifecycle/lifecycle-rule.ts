/** A rule for what S3 removes by itself. Days are full days of age. */
export interface LifecycleRule {
  readonly id: string;
  /** The rule applies to keys that begin with it. */
  readonly prefix: string;
  /** Current objects: deleted, or hidden by a delete marker in a bucket with versions. */
  readonly expirationDays?: number;
  /** Versions that are no longer current, counted from the day on which they were replaced. */
  readonly noncurrentDays?: number;
  /** Whether a delete marker is removed when no version is left below it. */
  readonly expiredMarkers?: boolean;
  /** Multipart uploads that were begun and not completed. */
  readonly abandonedUploadDays?: number;
}

import type { FocalPoint } from './previews/focal-point';

export const UPLOADS_PREFIX = 'uploads/';

/** An object key has at most 1,024 bytes of UTF-8. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
export const MAX_KEY_BYTES = 1024;

/** One version of one object in the source bucket. */
export interface UploadRef {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag?: string;
}

/** A change of an object under `uploads/`. */
export interface UploadEvent extends UploadRef {
  readonly kind: 'created' | 'delete-marker-created' | 'version-deleted';
  /** Epoch milliseconds; 0 if the event has no time, as some expirations by a lifecycle rule. */
  readonly eventTime: number;
  /**
   * Orders the events of one key. Absent if there is no event of S3: for requests through the API and for commands of
   * an operator. Such an event is about the current state of S3, and its time does not order it.
   */
  readonly sequencer?: string;
  /** Bytes, if the event contains them. */
  readonly size?: number;
  readonly reprocess?: Reprocess;
  /** The point that a request chose for the crops. */
  readonly chosenFocus?: FocalPoint;
}

/**
 * The finished versions that are processed again.
 * - `if-deleted`: versions that are recorded as deleted although S3 has them.
 * - `if-outdated`: also versions that failed, that were made with another recipe, or that have lost previews.
 * - `always`: all versions.
 */
export type Reprocess = 'if-deleted' | 'if-outdated' | 'always';

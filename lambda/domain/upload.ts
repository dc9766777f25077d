import type { FocalPoint } from './previews/focal-point';

export const UPLOADS_PREFIX = 'uploads/';

/** One version of one object in the source bucket. */
export interface UploadRef {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag?: string;
}

/** Something that happened to an object under `uploads/`, whichever service reported it. */
export interface UploadEvent extends UploadRef {
  readonly kind: 'created' | 'delete-marker-created' | 'version-deleted';
  /** Epoch milliseconds. Expirations by a lifecycle rule may have none, which is 0. */
  readonly eventTime: number;
  /**
   * Orders the events of one key. Absent when nobody knows the event: a request through the API, an operator's
   * command. Such an event is about what S3 says now, and its time decides nothing.
   */
  readonly sequencer?: string;
  /** Bytes, when the event says so. */
  readonly size?: number;
  readonly reprocess?: Reprocess;
  /** The point that somebody chose for the crops. */
  readonly chosenFocus?: FocalPoint;
}

/**
 * Which finished versions are made again: `if-deleted` those recorded as deleted although S3 has them,
 * `if-outdated` also those that failed, were made with another recipe, or whose previews have expired, `always` all.
 */
export type Reprocess = 'if-deleted' | 'if-outdated' | 'always';

export const UPLOADS_PREFIX = 'uploads/';

/** One version of one object in the source bucket. */
export interface UploadRef {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly eTag?: string;
}

/** Something that happened to an object under `uploads/`, whichever service told us. */
export interface UploadEvent extends UploadRef {
  readonly kind: 'created' | 'delete-marker-created' | 'version-deleted';
  /** Epoch milliseconds. */
  readonly eventTime: number;
  /** Orders the events of one key. Absent when a person asks through the API. */
  readonly sequencer?: string;
  /** Bytes, when the event says so. */
  readonly size?: number;
  /**
   * Somebody asks for a finished version anew: `if-outdated` makes one again that failed or was made with
   * another recipe, `always` also one whose previews were lost.
   */
  readonly reprocess?: 'if-outdated' | 'always';
}

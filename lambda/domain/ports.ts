import type { ImageEventType } from './image-event';
import type { ImageFormat, ImageRecord, Preview } from './image-record';
import type { UploadRef } from './upload';

/** An original in memory. */
export interface Original extends UploadRef {
  readonly bytes: Buffer;
  /** User metadata, keys in lower case without the `x-amz-meta-` prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModified?: number;
  /** Releases the memory of `bytes` for another original. Optional; call it only when nothing reads them any more. */
  release(): void;
}

/** The properties of an original that the store returns without its bytes. */
export interface OriginalHead extends UploadRef {
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** An original that S3 has begun to send. Its head is known; its bytes are not read yet. */
export interface OpenOriginal {
  readonly head: OriginalHead;
  /**
   * Reads the bytes. Can be called once.
   * @param admit called with the number of bytes before any of them is read; throws to refuse the original
   * @throws the error of `admit`, or ServiceError if the transfer fails
   */
  read(admit: (bytes: number) => void): Promise<Original>;
  /** Closes the connection without reading the bytes. Does nothing after `read`. */
  abandon(): void;
}

/** One file of a preview in memory. */
export interface RenderedPreview {
  /** The name of its preset, for example `300x300`. */
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * Stores originals and previews.
 * @throws PermanentImageError if an original is missing (`SOURCE_NOT_FOUND`) or cannot be read (`SOURCE_ARCHIVED`,
 *   `SOURCE_ENCRYPTED`), and ServiceError for all other failures
 */
export interface ImageStore {
  /**
   * Opens the version that `ref` names, or the current object if it names none. The caller must read or abandon it,
   * because it holds a connection.
   * @throws PermanentImageError
   */
  openOriginal(ref: UploadRef): Promise<OpenOriginal>;
  /** @throws PermanentImageError */
  headOriginal(ref: UploadRef): Promise<OriginalHead>;
  /** Stores one preview under `key`. @returns its entry for the record */
  storePreview(
    key: string,
    preview: RenderedPreview,
    metadata: Readonly<Record<string, string>>,
  ): Promise<Preview>;
  /** The keys of all previews under a prefix of the processed bucket. */
  listPreviews(prefix: string): Promise<string[]>;
  removePreviews(keys: readonly string[]): Promise<void>;
  /** Removes an original with all its versions and delete markers. @returns the number of versions */
  removeOriginal(bucket: string, key: string): Promise<number>;
  /** The keys under a prefix that have an object, a version or a delete marker, each once. */
  originalKeys(bucket: string, prefix: string): AsyncIterable<string>;
}

/**
 * The right of one attempt to work on a version. An attempt with the same holder can take the claim over, because the
 * earlier attempt of that holder must be dead.
 */
export interface Claim {
  readonly holder: string;
  /** Epoch milliseconds. Afterwards any attempt can take the claim over. */
  readonly until: number;
}

/** A row of the table, with the fields that clients do not get. */
export type ClaimedRecord = ImageRecord & {
  readonly claim?: Claim;
  /** For a deletion: every row below it is DELETED. */
  readonly isSwept?: boolean;
};

/** The rows that can be claimed in addition to unfinished ones. */
export interface ClaimScope {
  /** Epoch milliseconds. Claims that end before this time have expired. */
  readonly now: number;
  /** A recipe id. Rows that are FAILED, or COMPLETED with another recipe, can be claimed. */
  readonly remakeAs?: string;
  /** Whether DELETED rows can be claimed, because S3 has the object. */
  readonly revive?: boolean;
}

/** The result of `ImageCatalog.claim`. */
export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  /** Another holder has a claim that has not expired. */
  | { readonly outcome: 'held' }
  /** The row at this timestamp belongs to another event of the same key. */
  | { readonly outcome: 'occupied' }
  /** The row is finished, and `ClaimScope` does not allow to claim it. */
  | { readonly outcome: 'finished'; readonly record: ImageRecord };

/** The place in the history of an image where the row of one upload or deletion is. */
export interface Place {
  /** The timestamp of the row; 0 if the version was removed before it was ever recorded. */
  readonly timestamp: number;
  /** Whether the version was permanently removed from the bucket. Nothing may be written about it. */
  readonly isGone: boolean;
}

/** Names the place of one upload or deletion of an image. */
export interface PlaceName {
  readonly imageId: string;
  /** See `identityOf`. */
  readonly identity: string;
}

/** The index to list, and the value of its key. */
export type ImageFilter =
  | { readonly by: 'status'; readonly status: string }
  | { readonly by: 'user'; readonly userId: string }
  /** `YYYY-MM-DD`, UTC. */
  | { readonly by: 'date'; readonly date: string };

/** One page of an index. */
export interface ImagePage {
  readonly records: readonly ImageRecord[];
  /** The start of the next page, which the domain does not interpret; absent on the last page. */
  readonly next?: Readonly<Record<string, unknown>>;
}

/** The note that an image was forgotten. */
export interface ForgottenNote {
  /** Epoch milliseconds. */
  readonly forgottenAt: number;
  /** Whether everything of the image is removed. A row that exists then belongs to a later upload. */
  readonly isDone: boolean;
}

type RowKey = Pick<ImageRecord, 'imageId' | 'timestamp'>;

/** The table of records. All reads by image are strongly consistent, and all writes are conditional. */
export interface ImageCatalog {
  /** Every row of an image, newest event first (`newestFirst`). For operators: its cost grows with the history. */
  history(imageId: string): Promise<ClaimedRecord[]>;
  /** At most `limit` rows by descending timestamp. With `before`, only rows with a smaller timestamp. */
  page(imageId: string, limit: number, before?: number): Promise<ClaimedRecord[]>;
  row(key: RowKey): Promise<ClaimedRecord | undefined>;
  /**
   * Registers `timestamp` as the place of an upload, unless it already has a place. All attempts at one upload get the
   * same place, whatever time each of them knows.
   * @param ttl epoch seconds after which the place may be dropped
   * @returns the place that is in effect
   */
  locate(name: PlaceName, timestamp: number, ttl?: number): Promise<Place>;
  /** The place of an upload; undefined if none is registered. */
  place(name: PlaceName): Promise<Place | undefined>;
  /** Moves a place, unless it is not at `from` any more. @returns the timestamp that is in effect */
  relocate(name: PlaceName, from: number, to: number): Promise<number>;
  /** Notes that a version was permanently removed. @returns its previous place, if it had one */
  markGone(name: PlaceName, ttl: number): Promise<Place | undefined>;
  /**
   * Writes `record` as PROCESSING under `claim`, unless its row is finished, is held by another holder whose claim has
   * not expired, or belongs to another version. Increments `attempts` and removes the fields of an earlier outcome.
   */
  claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimResult>;
  /** Replaces the claimed row with its terminal state. @throws ClaimLostError if the holder has lost the claim */
  finish(record: ImageRecord, holder: string): Promise<void>;
  /** Removes a claimed row without recording an outcome. */
  withdraw(record: RowKey, holder: string): Promise<void>;
  /**
   * Turns a row into DELETED, as `markDeleted` does, unless it belongs to another upload by now.
   * @param record the row as it was read
   * @returns whether the row is DELETED
   */
  discard(record: ImageRecord): Promise<boolean>;
  /** Removes a row, unless it differs by now in state or upload from `record`, the row as it was read. */
  remove(record: ImageRecord): Promise<void>;
  /**
   * Sets the sequencer of a row that has none, or an earlier one. Skips a DELETED row without a version, because the
   * event may belong to the next object without a version.
   */
  setSequencer(record: RowKey, sequencer: string): Promise<void>;
  /** Writes a DELETED row. @returns false when the row at this timestamp belongs to another event */
  putDeleted(record: ImageRecord): Promise<boolean>;
  /** Turns an existing row into DELETED, whatever its state, and removes its previews and claim. */
  markDeleted(record: RowKey, processedAt: string): Promise<void>;
  /** Marks a deletion as done: every row below it is DELETED. */
  markSwept(record: RowKey): Promise<void>;
  /** One page of an index, newest first. */
  list(filter: ImageFilter, limit: number, from?: ImagePage['next']): Promise<ImagePage>;
  /**
   * Notes that an image is forgotten. The note contains nothing about the image. It is written before anything is
   * removed, because the events of the removal and late events must find it.
   * @param ttl epoch seconds after which the note may be dropped
   */
  markForgotten(imageId: string, note: ForgottenNote, ttl: number): Promise<void>;
  /** The note that an image was forgotten; undefined if there is none or it has expired. */
  forgottenNote(imageId: string): Promise<ForgottenNote | undefined>;
  /** Removes every row of an image, and their places. @returns the number of rows */
  forget(imageId: string): Promise<number>;
}

/** The event bus. `publish` returns when the bus has accepted the event. */
export interface EventPublisher {
  publish(type: ImageEventType, record: ImageRecord): Promise<void>;
}

/** The CDN in front of the previews. */
export interface PreviewCache {
  /**
   * Removes all previews of an image from the caches, after they were removed from the store. Returns when the CDN has
   * accepted the request, which takes effect within seconds.
   * @param cause identifies the request: a second request with the same cause has no effect
   */
  invalidate(imageId: string, cause: string): Promise<void>;
}

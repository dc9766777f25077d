import type { ImageEventType } from './image-event';
import type { ImageFormat, ImageRecord, Preview } from './image-record';
import type { UploadRef } from './upload';

/** An original in memory, as the store handed it over. */
export interface Original extends UploadRef {
  readonly bytes: Buffer;
  /** User metadata, keys in lower case without the `x-amz-meta-` prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModified?: number;
  /** Gives the memory of the bytes to another original. To be called, if at all, when nothing reads them any more. */
  release(): void;
}

/** What the store knows of an original without reading it. */
export interface OriginalHead extends UploadRef {
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** An original that S3 has begun to send: described, and not read yet. */
export interface OpenOriginal {
  readonly head: OriginalHead;
  /**
   * Reads it, once.
   * @param admit called with the number of bytes before any of them is read; throws to refuse the original
   * @throws what `admit` throws, and ServiceError when the bytes do not come
   */
  read(admit: (bytes: number) => void): Promise<Original>;
  /** Closes it unread. Does nothing once it is read. */
  abandon(): void;
}

export interface RenderedPreview {
  /** The name of its preset, e.g. `300x300`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Originals and previews. Missing objects are `SOURCE_NOT_FOUND`; whatever else fails is retryable. */
export interface ImageStore {
  /**
   * Opens exactly the version named, or what is current. Read or abandon it: it holds a connection.
   * @throws PermanentImageError `SOURCE_NOT_FOUND`
   */
  openOriginal(ref: UploadRef): Promise<OpenOriginal>;
  /** @throws PermanentImageError `SOURCE_NOT_FOUND` */
  headOriginal(ref: UploadRef): Promise<OriginalHead>;
  /** Stores one preview under `key` and answers what the record says of it. */
  storePreview(
    key: string,
    preview: RenderedPreview,
    metadata: Readonly<Record<string, string>>,
  ): Promise<Preview>;
  /** Keys of all previews below a prefix of the processed bucket. */
  listPreviews(prefix: string): Promise<string[]>;
  removePreviews(keys: readonly string[]): Promise<void>;
  /** Removes an original with all its versions and delete markers. Answers how many versions there were. */
  removeOriginal(bucket: string, key: string): Promise<number>;
  /** The keys below a prefix that have an object, a version or a delete marker, each once. */
  originalKeys(bucket: string, prefix: string): AsyncIterable<string>;
}

/** Who works on a version. The same holder may take its own claim over: its earlier attempt is dead. */
export interface Claim {
  readonly holder: string;
  /** Epoch milliseconds after which anybody may take over. */
  readonly until: number;
}

export type ClaimedRecord = ImageRecord & {
  readonly claim?: Claim;
  /** Of a deletion: every row below it is DELETED. */
  readonly isSwept?: boolean;
};

/** Which rows may be claimed besides unfinished ones. */
export interface ClaimScope {
  /** Epoch milliseconds: claims that ended before are nobody's. */
  readonly now: number;
  /** Given when a version is to be made again: a FAILED row, or one COMPLETED with another recipe, is free. */
  readonly remakeAs?: string;
  /** Given when S3 has the version: a DELETED row is free. */
  readonly revive?: boolean;
}

export type ClaimAnswer =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  | { readonly outcome: 'held' }
  /** The row at this timestamp belongs to another event of the same key. */
  | { readonly outcome: 'occupied' }
  | { readonly outcome: 'finished'; readonly record: ImageRecord };

/** Where the row of one upload or deletion is. */
export interface Place {
  /** The row's timestamp; 0 of a version that nobody has seen before it was gone. */
  readonly timestamp: number;
  /** The version was removed from the bucket for good: nothing may be written about it. */
  readonly isGone: boolean;
}

/** Names the place of one upload or deletion of an image. */
export interface PlaceName {
  readonly imageId: string;
  /** See `identityOf`. */
  readonly identity: string;
}

export type ImageFilter =
  | { readonly by: 'status'; readonly status: string }
  | { readonly by: 'user'; readonly userId: string }
  | { readonly by: 'date'; readonly date: string };

export interface ImagePage {
  readonly records: readonly ImageRecord[];
  /** Opaque to the domain: where the next page starts. */
  readonly next?: Readonly<Record<string, unknown>>;
}

export interface ForgottenNote {
  /** Epoch milliseconds. */
  readonly forgottenAt: number;
  /** Whether every row is removed: a row that is there belongs to a later upload then. */
  readonly isDone: boolean;
}

type RowKey = Pick<ImageRecord, 'imageId' | 'timestamp'>;

/** The table. All reads by image are strongly consistent, all writes conditional. */
export interface ImageCatalog {
  /** Every row of an image, newest event first (`newestFirst`). For operators: its cost grows with the history. */
  history(imageId: string): Promise<ClaimedRecord[]>;
  /** At most `limit` rows by descending timestamp, those below the timestamp `before` if that is given. */
  page(imageId: string, limit: number, before?: number): Promise<ClaimedRecord[]>;
  /** The row itself. */
  row(key: RowKey): Promise<ClaimedRecord | undefined>;
  /**
   * Decides where the row of an upload is: at `timestamp`, unless somebody has decided before. All attempts at
   * one upload get the same answer, so they meet at one row, whatever time each of them knows.
   * @param ttl epoch seconds at which the decision may be dropped
   */
  locate(name: PlaceName, timestamp: number, ttl?: number): Promise<Place>;
  /** The place of an upload, if anybody has decided it. */
  place(name: PlaceName): Promise<Place | undefined>;
  /** Moves a place that another event has taken. @returns the timestamp that holds now */
  relocate(name: PlaceName, from: number, to: number): Promise<number>;
  /** Notes that a version is gone for good. @returns its place before, if it had one */
  markGone(name: PlaceName, ttl: number): Promise<Place | undefined>;
  /**
   * Writes `record` as PROCESSING under `claim` unless its row is finished, held by somebody else whose
   * claim is alive, or belongs to another version. Counts `attempts`, and drops what an earlier outcome said.
   */
  claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimAnswer>;
  /** Replaces the claimed row by its terminal state. @throws ClaimLostError when the claim is gone */
  finish(record: ImageRecord, holder: string): Promise<void>;
  /** Removes a claimed row of which nothing is to be recorded. */
  withdraw(record: RowKey, holder: string): Promise<void>;
  /**
   * Turns a row that was read into DELETED, as `markDeleted` does, unless another upload has taken it over since.
   * @returns whether it is DELETED
   */
  discard(record: ImageRecord): Promise<boolean>;
  /** Removes a row that was read, unless it has another state or belongs to another upload by now. */
  remove(record: ImageRecord): Promise<void>;
  /**
   * Gives a row a sequencer that has none, or an earlier one. Not to an object without a version that is DELETED: its
   * event may be that of the next such object.
   */
  setSequencer(record: RowKey, sequencer: string): Promise<void>;
  /** Writes a DELETED row. @returns false when the row at this timestamp belongs to another event */
  putDeleted(record: ImageRecord): Promise<boolean>;
  /** Turns an existing row into DELETED and drops its previews and claim, whatever its state was. */
  markDeleted(record: RowKey, processedAt: string): Promise<void>;
  /** Notes that a deletion is done: every row below it is DELETED. */
  markSwept(record: RowKey): Promise<void>;
  /** One page of an index, newest first. */
  list(filter: ImageFilter, limit: number, from?: ImagePage['next']): Promise<ImagePage>;
  /**
   * Notes that an image is forgotten as of a time, without a word of what it was, before anything of it is
   * removed: the removal's own events and late ones must find the note.
   */
  markForgotten(imageId: string, note: ForgottenNote, ttl: number): Promise<void>;
  /** The note that an image was forgotten, if it was and the note has not expired. */
  forgottenNote(imageId: string): Promise<ForgottenNote | undefined>;
  /** Removes every row of an image, and their places. @returns how many rows there were */
  forget(imageId: string): Promise<number>;
}

/** The bus. `publish` returns once the bus has taken the event. */
export interface EventPublisher {
  publish(type: ImageEventType, record: ImageRecord): Promise<void>;
}

/** The caches of a CDN in front of the previews. */
export interface PreviewCache {
  /**
   * Makes the caches forget all previews of an image, after they were removed from the store. Returns once the CDN
   * has accepted the request, which takes effect within seconds.
   * @param cause names what was removed: two requests with the same cause are one
   */
  invalidate(imageId: string, cause: string): Promise<void>;
}

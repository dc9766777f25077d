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
}

/** What the store knows of an original without reading it. */
export interface OriginalHead extends UploadRef {
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface RenderedPreview {
  /** The box it was fitted into, e.g. `300x300`. */
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
   * Reads exactly the version named.
   * @param admit called with the number of bytes before any of them is read; throws to refuse the original
   * @throws PermanentImageError `SOURCE_NOT_FOUND`, and what `admit` throws
   */
  readOriginal(ref: UploadRef, admit: (bytes: number) => void): Promise<Original>;
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
}

/** Who works on a version. The same holder may take its own claim over: its earlier attempt is dead. */
export interface Claim {
  readonly holder: string;
  /** Epoch milliseconds after which anybody may take over. */
  readonly until: number;
}

export type ClaimedRecord = ImageRecord & { readonly claim?: Claim };

/** Which rows may be claimed besides unfinished ones. */
export interface ClaimScope {
  /** Epoch milliseconds: claims that ended before are nobody's. */
  readonly now: number;
  /** Given when a version is to be made again: a FAILED row, or one COMPLETED with another recipe, is free. */
  readonly remakeAs?: string;
  /** Given to take a row over, and not to write a new one. */
  readonly existing?: boolean;
}

export type ClaimAnswer =
  | { readonly outcome: 'claimed'; readonly record: ImageRecord }
  | { readonly outcome: 'held' }
  /** The row at this timestamp belongs to another event of the same key. */
  | { readonly outcome: 'occupied' }
  /** There is no row at this timestamp any more, and only an existing one was wanted. */
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'finished'; readonly record: ImageRecord };

export type ImageFilter =
  | { readonly by: 'status'; readonly status: string }
  | { readonly by: 'user'; readonly userId: string }
  | { readonly by: 'date'; readonly date: string };

export interface ImagePage {
  readonly records: readonly ImageRecord[];
  /** Opaque to the domain: where the next page starts. */
  readonly next?: Readonly<Record<string, unknown>>;
}

/** The table. All reads by image are strongly consistent, all writes conditional. */
export interface ImageCatalog {
  /** Every row of an image, newest event first (`compareEvents`). */
  history(imageId: string): Promise<ClaimedRecord[]>;
  /**
   * Writes `record` as PROCESSING under `claim` unless its row is finished, held by somebody else whose
   * claim is alive, or belongs to another version. Counts `attempts`, and drops what an earlier outcome said.
   */
  claim(record: ImageRecord, claim: Claim, scope: ClaimScope): Promise<ClaimAnswer>;
  /** Replaces the claimed row by its terminal state. @throws ClaimLostError when the claim is gone */
  finish(record: ImageRecord, holder: string): Promise<void>;
  /** Takes back a claimed row that another row of the same version made needless. */
  withdraw(record: Pick<ImageRecord, 'imageId' | 'timestamp'>, holder: string): Promise<void>;
  /** Writes a DELETED row. Answers false when the row at this timestamp belongs to another event. */
  putDeleted(record: ImageRecord): Promise<boolean>;
  /** Turns an existing row into DELETED and drops its previews and claim, whatever its state was. */
  markDeleted(record: Pick<ImageRecord, 'imageId' | 'timestamp'>, processedAt: string): Promise<void>;
  /** One page of an index, newest first. */
  list(filter: ImageFilter, limit: number, from?: ImagePage['next']): Promise<ImagePage>;
  /**
   * Notes that an image is forgotten as of a time, without a word of what it was, before anything of it is
   * removed: the removal's own events and late ones must find the note.
   */
  markForgotten(imageId: string, at: number, ttl: number): Promise<void>;
  /** Epoch milliseconds at which the image was forgotten, if it was and the note is not too old. */
  forgottenAt(imageId: string): Promise<number | undefined>;
  /** Removes every row of an image. Answers how many there were. */
  forget(imageId: string): Promise<number>;
}

/** The bus. `publish` returns once the bus has taken the event. */
export interface EventPublisher {
  publish(type: ImageEventType, record: ImageRecord): Promise<void>;
}

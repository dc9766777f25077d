import type { Readable } from 'node:stream';

/** A file to upload under `uploads/`. */
export interface PhotoFile {
  /** The name for people: the path as they typed it, or a sample's name. */
  readonly name: string;
  /** The key in the source bucket. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Opens the file. It is read while it is sent. */
  open(): Readable | Buffer;
}

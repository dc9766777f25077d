import type { Readable } from 'node:stream';

/** Something to put under `uploads/`. */
export interface PhotoFile {
  /** As people know it: a path as they gave it, or a sample's name. */
  readonly name: string;
  /** Where it goes in the source bucket. */
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Opens it. A file is read as it is sent. */
  open(): Readable | Buffer;
}

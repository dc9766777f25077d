import { statfsSync } from 'node:fs';

/** Bytes that stay free, so that the journals and the table can still record deletions. */
const RESERVE_BYTES = 8 * 1024 * 1024;

export interface DiskSpaceOptions {
  readonly folder: string;
  /** Called with a sentence when the disk becomes full, and when there is room again. */
  readonly onChange: (sentence: string) => void;
  /** @default asks the file system */
  readonly freeBytes?: (folder: string) => number;
}

/** Reports whether the disk of a folder has room. Writing to a full disk would end the twin. */
export class DiskSpace {
  private wasFull = false;

  constructor(private readonly options: DiskSpaceOptions) {}

  /** The reason why `bytes` cannot be written, in a sentence; undefined if they can. */
  refusal(bytes = 0): string | undefined {
    const { folder, onChange, freeBytes = freeBytesOf } = this.options;
    const isFull = freeBytes(folder) < RESERVE_BYTES + bytes;
    const sentence = `The disk that holds ${folder} is full, so the twin stores nothing. Free some space: it then continues by itself.`;
    if (isFull !== this.wasFull) {
      onChange(isFull ? sentence : `The disk that holds ${folder} has room again.`);
    }
    this.wasFull = isFull;
    return isFull ? sentence : undefined;
  }
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

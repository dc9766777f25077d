import { randomUUID } from 'node:crypto';
import { closeSync, constants, createReadStream, openSync, writeSync, writevSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Receives each chunk of a body that is written. */
export interface BodyObserver {
  update(chunk: Uint8Array): void;
}

/**
 * Bytes of one read or write. Sockets deliver 64 KB at a time, and a system call for each would take most of the time.
 */
const CHUNK_BYTES = 2 ** 20;

/**
 * The bytes of objects and parts, one file each. Files are named at random: no key ever reaches the
 * file system.
 */
export class BodyFiles {
  private constructor(private readonly folder: string) {}

  /** @param isKnown whether the index names a file; other files remain from a crash and are removed */
  static async open(folder: string, isKnown: (file: string) => boolean): Promise<BodyFiles> {
    await mkdir(folder, { recursive: true });
    const leftOver = (await readdir(folder)).filter((file) => !isKnown(file));
    const bodies = new BodyFiles(folder);
    await bodies.remove(leftOver);
    return bodies;
  }

  /** Streams a body to disk. Removes the file when the source fails. */
  async write(source: Readable, observer: BodyObserver): Promise<{ file: string; size: number }> {
    const file = randomUUID();
    try {
      return { file, size: await writeAll(source, observer, this.pathOf(file)) };
    } catch (error) {
      await this.remove([file]);
      throw error;
    }
  }

  /** Opens the file immediately, so that the reader is not affected when the file is removed after the lookup. */
  read(file: string, range?: ByteRange): Readable {
    const fd = openSync(this.pathOf(file), 'r');
    return createReadStream('', {
      fd,
      highWaterMark: CHUNK_BYTES,
      ...(range && { start: range.first, end: range.last }),
    });
  }

  /** Copies a file, without reading it if the file system supports that. Returns the name of the copy. */
  async copy(file: string): Promise<string> {
    const copy = randomUUID();
    await copyFile(this.pathOf(file), this.pathOf(copy), constants.COPYFILE_FICLONE);
    return copy;
  }

  async remove(files: readonly string[]): Promise<void> {
    await Promise.all(files.map((file) => rm(this.pathOf(file), { force: true })));
  }

  private pathOf(file: string): string {
    return join(this.folder, file);
  }
}

/**
 * Writes synchronously: the file system's cache accepts a chunk sooner than another thread wakes up.
 * @returns the number of bytes
 */
async function writeAll(source: Readable, observer: BodyObserver, path: string): Promise<number> {
  const fd = openSync(path, 'wx');
  let size = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const flush = () => {
    if (bytes > 0) writeWhole(fd, waiting, bytes);
    waiting = [];
    bytes = 0;
  };
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      bytes += chunk.length;
      observer.update(chunk);
      waiting.push(chunk);
      if (bytes >= CHUNK_BYTES) flush();
    }
    flush();
  } finally {
    closeSync(fd);
  }
  return size;
}

/** A nearly full disk may take only a part. Writing the rest then fails with the reason. */
function writeWhole(fd: number, chunks: readonly Buffer[], bytes: number): void {
  let written = writevSync(fd, chunks);
  while (written < bytes) written += writeSync(fd, Buffer.concat(chunks).subarray(written));
}

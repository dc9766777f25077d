import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream, openSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Sees each byte of a body on its way to the disk. */
export interface BodyObserver {
  update(chunk: Uint8Array): void;
}

/**
 * The bytes of objects and parts, one file each. Files are named at random: no key ever reaches the
 * file system.
 */
export class BodyFiles {
  private constructor(private readonly folder: string) {}

  /** @param isKnown whether the index names a file; the others are left over from a crash and are removed */
  static async open(folder: string, isKnown: (file: string) => boolean): Promise<BodyFiles> {
    await mkdir(folder, { recursive: true });
    const leftOver = (await readdir(folder)).filter((file) => !isKnown(file));
    const bodies = new BodyFiles(folder);
    await bodies.remove(leftOver);
    return bodies;
  }

  /** Streams a body to disk. Nothing stays behind when the source fails. */
  async write(source: Readable, observer: BodyObserver): Promise<{ file: string; size: number }> {
    const file = randomUUID();
    let size = 0;
    const observe = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        size += chunk.length;
        observer.update(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(source, observe, createWriteStream(this.pathOf(file)));
    } catch (error) {
      await this.remove([file]);
      throw error;
    }
    return { file, size };
  }

  /** Opens at once, so that a removal right after the look-up cannot pull the file away from its reader. */
  read(file: string, range?: ByteRange): Readable {
    const fd = openSync(this.pathOf(file), 'r');
    return createReadStream('', { fd, ...(range && { start: range.first, end: range.last }) });
  }

  /** Copies without reading where the file system can. Returns the new file's name. */
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

import { ftruncateSync, writeSync } from 'node:fs';
import { type FileHandle, open, readFile, rename } from 'node:fs/promises';

/**
 * An append-only file of JSON lines. Entries that were appended before a crash are there after it. A line that the
 * crash left incomplete was never acknowledged, and is dropped.
 */
export class Journal<Entry> {
  private pending = '';
  private turn: Promise<void> = Promise.resolve();
  private failure: unknown;
  /** Bytes of the complete lines. */
  private length = 0;

  private constructor(private readonly file: FileHandle) {}

  /**
   * Replays the entries of the file, then replaces it by `snapshot`, so that it does not grow forever.
   * @throws Error naming the file and the line when a complete line is damaged
   */
  static async open<Entry>(
    path: string,
    replay: (entry: Entry) => void,
    snapshot: () => Iterable<Entry>,
  ): Promise<Journal<Entry>> {
    await replayFile(path, replay);
    const next = `${path}.next`;
    const file = await open(next, 'w');
    const journal = new Journal<Entry>(file);
    await journal.append(snapshot());
    await file.sync();
    await rename(next, path);
    return journal;
  }

  /**
   * Resolves once the entries are written, in the order of the calls. Calls that wait share one write. Entries that
   * could not be written, for example because the disk is full, are written with the next ones.
   */
  append(entries: Iterable<Entry>): Promise<void> {
    for (const entry of entries) this.pending += `${JSON.stringify(entry)}\n`;
    this.turn = this.turn.then(() => this.writePending());
    return this.turn.then(() => {
      if (this.failure) throw this.failure;
    });
  }

  async close(): Promise<void> {
    await this.turn;
    await this.file.close();
  }

  /** Synchronous: writing a few hundred bytes takes less time than waiting for another thread. */
  private writePending(): void {
    if (!this.pending) return;
    const bytes = Buffer.from(this.pending);
    this.pending = '';
    try {
      if (this.failure) ftruncateSync(this.file.fd, this.length);
      writeWhole(this.file.fd, bytes, this.length);
      this.length += bytes.length;
      this.failure = undefined;
    } catch (error) {
      this.pending = bytes.toString() + this.pending;
      this.failure = error;
    }
  }
}

/** A nearly full disk may take only a part. Writing the rest then fails with the reason. */
function writeWhole(file: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
}

async function replayFile<Entry>(path: string, replay: (entry: Entry) => void): Promise<void> {
  const lines = (await textOf(path)).split('\n');
  // Complete lines end in a newline, so the text after the last newline is empty or an incomplete line.
  lines.pop();
  for (const [index, line] of lines.entries()) replay(parseLine<Entry>(line, `${path}, line ${index + 1}`));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

function parseLine<Entry>(line: string, where: string): Entry {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${where} is damaged; restore the folder from a copy or start with an empty one`, {
      cause,
    });
  }
}

import { appendFileSync, createReadStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** An image version on its way through the queue. */
export interface QueuedImage {
  readonly key: string;
  readonly imageId: string;
  /** The path segment that names the version. */
  readonly version: string;
  /** Attempts in its record before it was queued. One more means that it was processed. */
  readonly attempts: number;
}

/** The queued images of a run, kept in a file, because a run may not fit into memory. */
export class QueuedImages {
  constructor(private readonly path: string) {}

  add(images: readonly QueuedImage[]): void {
    mkdirSync(dirname(this.path), { recursive: true });
    appendFileSync(this.path, images.map((image) => `${JSON.stringify(image)}\n`).join(''));
  }

  /** Reads them in the order in which they were queued. */
  async *read(): AsyncGenerator<QueuedImage> {
    if (!existsSync(this.path)) return;
    const lines = createInterface({ input: createReadStream(this.path, 'utf8') });
    for await (const line of lines) yield JSON.parse(line) as QueuedImage;
  }

  clear(): void {
    rmSync(this.path, { force: true });
  }
}

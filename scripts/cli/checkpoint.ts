import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The place of a long-running command, kept in a file so that the next run can continue from there. */
export class Checkpoint<Place> {
  constructor(private readonly path: string) {}

  /** The place where an earlier run was interrupted, if any. */
  read(): Place | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as Place;
    } catch {
      return undefined;
    }
  }

  write(place: Place): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, JSON.stringify(place));
  }

  clear(): void {
    rmSync(this.path, { force: true });
  }
}

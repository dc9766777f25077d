import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'darkroom-twin-';

/** Makes a folder for as long as this process lives. Its name contains the process id. */
export const makeTemporaryFolder = (): string => mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));

/** Removes the temporary folders of processes that were killed. What cannot be removed stays. */
export function removeAbandonedFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^darkroom-twin-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It belongs to another user.
    }
  }
}

/** Whether there is a process with this id, of whichever user. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'darkroom-twin-';

/** Creates a folder for the lifetime of this process. Its name contains the process id. */
export const makeTemporaryFolder = (): string => mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));

/** Removes the temporary folders of processes that were killed, as far as possible. */
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

/** Whether a process with this id runs, of any user. A killed process counts as dead before its parent has noticed. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && processStat(pid)[0] !== 'Z';
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

/** The fields of `/proc/[pid]/stat` from its state on, as Linux reports them (proc(5)); none elsewhere. */
export function processStat(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

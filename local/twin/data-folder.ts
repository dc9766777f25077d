import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadPathError } from '../foundation/bad-path-error';
import { messageOf } from '../foundation/error-message';
import {
  isAlive,
  makeTemporaryFolder,
  processStat,
  removeAbandonedFolders,
} from '../foundation/temporary-folder';

const LOCK = 'twin.lock';

/** The folders of the twin: `--data DIR` keeps data between runs, a temporary folder has the rest. */
export class DataFolder {
  /** Removed when the twin stops. */
  readonly scratch: string;
  readonly objects: string;
  /** Undefined keeps the records in memory. */
  readonly records: string | undefined;
  /** The file that keeps secrets; undefined keeps them in memory. */
  readonly secrets: string | undefined;
  /** File of the messages in the queues. Undefined keeps them in memory. */
  readonly messages: string | undefined;
  private readonly disabledMappings: string | undefined;
  private readonly lock: string | undefined;

  /**
   * @param kept folder that keeps data between runs; without it, no data is kept
   * @throws BadPathError when the folder cannot be created, or another twin uses it
   */
  constructor(kept?: string) {
    const folder = kept === undefined ? undefined : resolve(kept);
    this.lock = folder && lockFolder(folder);
    removeAbandonedFolders();
    this.scratch = makeTemporaryFolder();
    this.objects = join(folder ?? this.scratch, 'objects');
    this.records = folder && join(folder, 'records');
    this.secrets = folder && join(folder, 'secrets.json');
    this.messages = folder && join(folder, 'messages.jsonl');
    this.disabledMappings = folder && join(folder, 'disabled-mappings.json');
    for (const needed of [this.objects, this.records]) if (needed) makeFolder(needed);
  }

  /** Ids of the disabled event source mappings, which stay disabled when the twin starts again. */
  readDisabledMappings(): readonly string[] {
    if (!this.disabledMappings || !existsSync(this.disabledMappings)) return [];
    return JSON.parse(readFileSync(this.disabledMappings, 'utf8'));
  }

  writeDisabledMappings(uuids: readonly string[]): void {
    if (this.disabledMappings) replaceFile(this.disabledMappings, JSON.stringify(uuids));
  }

  /** Releases the lock and removes the temporary folder. */
  release(): void {
    if (this.lock) rmSync(this.lock, { force: true });
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** After a crash there is either the old file or the new one, never an incomplete one. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.next`, text);
  renameSync(`${path}.next`, path);
}

/** @throws BadPathError */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new BadPathError(`The folder ${path} cannot be created: ${messageOf(error)}`);
  }
}

/** Two twins would corrupt each other's data. The lock of a dead twin is ignored. */
function lockFolder(folder: string): string {
  makeFolder(folder);
  const lock = join(folder, LOCK);
  const [pid = 0, startedAt] = existsSync(lock) ? readFileSync(lock, 'utf8').split(' ') : [];
  const holder = Number(pid);
  // The id of a killed twin may belong to another program by now, which started at another time.
  if (holder > 0 && isAlive(holder) && (startedAt ?? '') === startOf(holder)) {
    throw new BadPathError(
      `Another twin, process ${holder}, keeps its data in ${folder}. Stop it, or choose another folder.`,
    );
  }
  writeFileSync(lock, `${process.pid} ${startOf(process.pid)}`);
  return lock;
}

/** The start time of a process, the 22nd field of its stat; empty where it is unknown. */
const startOf = (pid: number): string => processStat(pid)[19] ?? '';

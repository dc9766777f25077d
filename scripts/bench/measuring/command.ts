import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../places';
import { pinned } from './cores';
import type { Sample } from './rounds';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Bash's own clock counts milliseconds, and the children a command waited for. It is the last line of stderr. */
const TIMED = 'TIMEFORMAT="%3U %3S %3R"; time "$@" >/dev/null';

export interface CommandOptions {
  /** On top of this process's variables. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cores?: readonly number[];
}

/**
 * Runs a command to its end, and tells what it and its children took.
 * @throws Error with what it printed when it fails
 */
export async function timeCommand(
  command: readonly string[],
  { environment, cores }: CommandOptions = {},
): Promise<Sample> {
  const { stderr } = await run('bash', ['-c', TIMED, 'bash', ...pinned(command, cores)], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...environment },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const [user = 0, system = 0, wall = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpuMs: (user + system) * 1000, wallMs: wall * 1000 };
}

/** What a command prints; nothing when it is not there or fails. */
export async function outputOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run(command, [...args], { maxBuffer: MAX_OUTPUT_BYTES })).stdout;
  } catch {
    return undefined;
  }
}

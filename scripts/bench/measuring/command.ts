import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import { pinned } from './cores';
import type { Sample } from './rounds';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Bash's `time` reports milliseconds and includes awaited children. Its output is the last line of stderr. */
const TIMED = 'TIMEFORMAT="%3U %3S %3R"; time "$@" >/dev/null';

export interface CommandOptions {
  /** Variables in addition to those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cores?: readonly number[];
}

/**
 * Runs a command and measures it with its children.
 * @throws Error with its output when it fails
 */
export async function timeCommand(
  command: readonly string[],
  { environment, cores }: CommandOptions = {},
): Promise<Sample> {
  const { stderr } = await run('bash', ['-c', TIMED, 'bash', ...pinned(command, cores)], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ...environment },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const [user = 0, system = 0, wall = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { cpuMs: (user + system) * 1000, wallMs: wall * 1000 };
}

/** Returns the standard output of a command, or undefined when it does not exist or fails. */
export async function outputOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run(command, [...args], { maxBuffer: MAX_OUTPUT_BYTES })).stdout;
  } catch {
    return undefined;
  }
}

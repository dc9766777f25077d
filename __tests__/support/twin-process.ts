import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
/** A photo for a twin, so that it does not paint its sample photos, which takes seconds. */
export const ONE_PHOTO = join(PROJECT, '__tests__/fixtures/one-photo.png');
/** Long enough to build the functions' packages on a new machine. */
const START_LIMIT_MS = 180_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start` in a separate process, on free ports unless the environment sets ports. */
export class TwinProcess {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private stdout = '';
  private stderr = '';

  constructor(args: readonly string[] = [], environment: Record<string, string> = {}) {
    this.child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...args], {
      cwd: PROJECT,
      env: {
        ...process.env,
        PORT: '0',
        AWS_PORT: '0',
        EDGE_PORT: '0',
        ISSUER_PORT: '0',
        RETRY_DELAY_SECONDS: '0',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (data) => {
      this.stdout += data;
    });
    this.child.stderr?.on('data', (data) => {
      this.stderr += data;
    });
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The output so far. */
  get printed(): string {
    return this.stdout;
  }

  /** Waits until everything is up. @returns the web server's base URL */
  async up(): Promise<string> {
    const end = Date.now() + START_LIMIT_MS;
    while (Date.now() < end && this.child.exitCode === null) {
      const url = /Console\s+(http:\S+?)\/?\s/.exec(this.stdout)?.[1];
      if (url) return url;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The twin did not come up.\n${this.stdout}\n${this.stderr}`);
  }

  /** Presses Ctrl-C. */
  interrupt(): Promise<Ended> {
    this.child.kill('SIGINT');
    return this.ended;
  }

  /** Kills it without a chance to finish or clean up. */
  kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** Ids of the processes that run a function right now. */
  functionProcesses(functionName: string): number[] {
    return childrenOf(this.pid).filter((pid) => commandOf(pid).startsWith(`darkroom:${functionName}`));
  }
}

/** Reads `/proc` to exclude the processes of other twins. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(/\) \S (\d+)/.exec(contentsOf(`/proc/${pid}/stat`))?.[1]) === parent);
}

const commandOf = (pid: number): string => contentsOf(`/proc/${pid}/cmdline`);

function contentsOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended while we looked.
    return '';
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CACHE, PROJECT_ROOT } from '../places';
import { pinned } from './cores';
import type { Sample } from './rounds';

export interface WorkerOptions {
  /** Environment variables on top of this process's, or instead of them with `bare`. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly bare?: boolean;
  /** The cores it may run on. @default all of them */
  readonly cores?: readonly number[];
}

/** What a task took and answered. */
export interface TaskResult<Output> extends Sample {
  readonly output: Output;
}

interface Answer {
  readonly error?: string;
  readonly result?: TaskResult<unknown>;
}

/** A process of its own that does one task at a time and tells what each took. */
export class WorkerProcess {
  private waiting: ((answer: Answer) => void) | undefined;
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (answer: Answer) => this.settle(answer));
    child.on('exit', (code, signal) => this.settle({ error: `It ended (${signal ?? code}). ${this.said}` }));
    child.stdout?.resume();
    child.stderr?.on('data', (data) => {
      this.said = (this.said + data).slice(-2_000);
    });
  }

  /**
   * Starts `workers/<name>.ts`, bundled, so that no compiler is part of what is measured.
   * @throws Error when it cannot be bundled
   */
  static async start(name: string, options: WorkerOptions = {}): Promise<WorkerProcess> {
    const outfile = join(CACHE, 'workers', `${name}.mjs`);
    await build({
      entryPoints: [join(__dirname, '../workers', `${name}.ts`)],
      outfile,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
    });
    return WorkerProcess.spawn([outfile], options);
  }

  /** Starts a worker from its source, for those that need the whole project. */
  static startFromSource(name: string, options: WorkerOptions = {}): WorkerProcess {
    return WorkerProcess.spawn(['--import', 'tsx', join(__dirname, '../workers', `${name}.ts`)], options);
  }

  private static spawn(args: readonly string[], { environment, bare, cores }: WorkerOptions): WorkerProcess {
    const [command = '', ...rest] = pinned([process.execPath, ...args], cores);
    const child = spawn(command, rest, {
      cwd: PROJECT_ROOT,
      env: { ...(bare ? {} : process.env), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new WorkerProcess(child);
  }

  /** @throws Error with what the worker said when the task fails or the process ends */
  async run<Output = void>(task: string, input?: unknown): Promise<TaskResult<Output>> {
    const answer = await new Promise<Answer>((resolve) => {
      this.waiting = resolve;
      this.child.send({ task, input }, (error) => error && this.settle({ error: error.message }));
    });
    if (!answer.result) throw new Error(`The measured process failed at "${task}": ${answer.error}`);
    return answer.result as TaskResult<Output>;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }

  private settle(answer: Answer): void {
    this.waiting?.(answer);
    this.waiting = undefined;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { HEIC_WORKER } from '../../../bundle/heic-files';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import { pinned } from './cores';
import { CACHE } from './places';
import type { Sample } from './rounds';

export interface WorkerOptions {
  /** Environment variables in addition to those of this process, or instead of them with `bare`. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly bare?: boolean;
  /** The cores it may run on. @default all of them */
  readonly cores?: readonly number[];
}

/** The measurement and output of a task. */
export interface TaskResult<Output> extends Sample {
  readonly output: Output;
}

interface Response {
  readonly error?: string;
  readonly result?: TaskResult<unknown>;
}

/** A process that runs one task at a time and measures each. */
export class WorkerProcess {
  private static readonly running = new Set<ChildProcess>();

  private waiting: ((response: Response) => void) | undefined;
  private errorOutput = '';

  private constructor(private readonly child: ChildProcess) {
    WorkerProcess.running.add(child);
    child.on('exit', () => WorkerProcess.running.delete(child));
    child.on('message', (response: Response) => this.settle(response));
    child.on('exit', (code, signal) =>
      this.settle({ error: `It ended (${signal ?? code}). ${this.errorOutput}` }),
    );
    child.stdout?.resume();
    child.stderr?.on('data', (data) => {
      this.errorOutput = (this.errorOutput + data).slice(-2_000);
    });
  }

  /**
   * Starts `workers/<name>.ts`, bundled, so that measurements include no compilation.
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
    // The HEIC decoder is loaded from the folder of the bundle.
    await copyFile(join(PROJECT_FOLDER, HEIC_WORKER), join(dirname(outfile), basename(HEIC_WORKER)));
    return WorkerProcess.spawn([outfile], options);
  }

  /** Starts a worker from its source, for workers that need the whole project. */
  static startFromSource(name: string, options: WorkerOptions = {}): WorkerProcess {
    return WorkerProcess.spawn(['--import', 'tsx', join(__dirname, '../workers', `${name}.ts`)], options);
  }

  private static spawn(args: readonly string[], { environment, bare, cores }: WorkerOptions): WorkerProcess {
    const [command = '', ...rest] = pinned([process.execPath, ...args], cores);
    const child = spawn(command, rest, {
      cwd: PROJECT_FOLDER,
      env: { ...(bare ? {} : process.env), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new WorkerProcess(child);
  }

  /** @throws Error with the message of the worker when the task fails or the process ends */
  async run<Output = void>(task: string, input?: unknown): Promise<TaskResult<Output>> {
    const response = await new Promise<Response>((resolve) => {
      this.waiting = resolve;
      this.child.send({ task, input }, (error) => error && this.settle({ error: error.message }));
    });
    if (!response.result) throw new Error(`The measured process failed at "${task}": ${response.error}`);
    return response.result as TaskResult<Output>;
  }

  /** Ends the workers of a failed section, which would otherwise keep the benchmark running. */
  static endAll(): void {
    for (const child of WorkerProcess.running) child.kill();
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }

  private settle(response: Response): void {
    this.waiting?.(response);
    this.waiting = undefined;
  }
}

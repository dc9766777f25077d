import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { FunctionError, InvocationResult, InvokeMessage, ProcessMessage } from './protocol';

export interface ProcessOptions {
  /** The name of the process in lists of processes, e.g. `darkroom:image-processor-dev`. */
  readonly title: string;
  readonly functionArn: string;
  /** Path of the bundled runtime. */
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Milliseconds that the module may take to load. */
  readonly startLimit: number;
  readonly onLog: (line: string) => void;
}

/** One process of a function. It takes one invocation at a time, and ends by itself when the twin ends. */
export class FunctionProcess {
  /** Resolves when the handler is loaded, or with the error if it cannot be loaded. */
  readonly started: Promise<FunctionError | undefined>;
  /** Resolves when the process has ended and its last lines were read. */
  readonly ended: Promise<void>;

  private readonly child: ChildProcess;
  private waiting: ((result: InvocationResult) => void) | undefined;
  private settleStart: (problem: FunctionError | undefined) => void = () => {};
  private hasEnded = false;
  private wasKilled = false;

  constructor(options: ProcessOptions) {
    this.child = spawn(process.execPath, [options.runtime, options.title, options.functionArn], {
      cwd: options.cwd,
      env: { ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.started = new Promise((resolve) => {
      this.settleStart = resolve;
    });
    const limit = setTimeout(() => this.kill(), options.startLimit);
    void this.started.then(() => clearTimeout(limit));
    for (const stream of [this.child.stdout, this.child.stderr]) readLines(stream, options.onLog);
    this.child.on('message', (message: ProcessMessage) => this.receive(message));
    this.child.on('error', (error) => this.end(error.message));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        this.end(signal ? `signal: ${signal}` : `exit status ${code}`);
        resolve();
      });
    });
  }

  /** Whether it can take another invocation. */
  get isAlive(): boolean {
    return !this.hasEnded && !this.wasKilled;
  }

  /** Runs one invocation. If the process dies, the error is that of Lambda: the runtime exited. */
  invoke(message: InvokeMessage): Promise<InvocationResult> {
    if (!this.isAlive) return Promise.resolve(exited(message.requestId, 'before the invocation'));
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.child.send(message, (error) => {
        if (error) this.kill();
      });
    });
  }

  kill(): void {
    this.wasKilled = true;
    this.child.kill('SIGKILL');
  }

  private receive(message: ProcessMessage): void {
    if (message.kind === 'ready') this.settleStart(undefined);
    else if (message.kind === 'start-failed') this.settleStart(message.error);
    else this.answer(message.result);
  }

  private answer(result: InvocationResult): void {
    this.waiting?.(result);
    this.waiting = undefined;
  }

  private end(how: string): void {
    this.hasEnded = true;
    this.settleStart({
      errorType: 'Runtime.ExitError',
      errorMessage: `The process ended while it started: ${how}`,
    });
    this.answer(exited('', how));
  }
}

const exited = (requestId: string, how: string): InvocationResult => ({
  ok: false,
  error: {
    errorType: 'Runtime.ExitError',
    errorMessage: `${requestId && `RequestId: ${requestId} `}Error: Runtime exited with error: ${how}`,
  },
});

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', onLine);
}

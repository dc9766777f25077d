import { randomUUID } from 'node:crypto';
import type { Place } from '../../plan/computed-attributes';
import type { FunctionDeclaration } from '../../plan/topology/functions';
import { functionEnvironment } from './function-environment';
import { FunctionProcess } from './function-process';
import type { FunctionError, InvocationResult } from './protocol';

/** A finished invocation. */
export interface EndedInvocation {
  readonly functionName: string;
  readonly requestId: string;
  /** When it began, epoch milliseconds. */
  readonly at: number;
  readonly durationMs: number;
  readonly outcome: 'ok' | 'error' | 'timeout';
  /** The failure, in a sentence. */
  readonly message?: string;
  /** Lambda's name of the failure, such as `Runtime.ExitError`. */
  readonly errorType?: string;
}

export interface FunctionHostOptions {
  readonly declaration: FunctionDeclaration;
  readonly place: Place;
  /** Folder of the unpacked package. */
  readonly folder: string;
  /** Path of the bundled runtime. */
  readonly runtime: string;
  /** Maximum number of processes. Each has one invocation at a time. */
  readonly maxProcesses: number;
  /** Takes every line the function writes. */
  readonly onLog: (line: string) => void;
  /** Called once for each different reason why the function does not start. */
  readonly onStartFailure: (error: FunctionError) => void;
  /** Called for each invocation that reached a process. */
  readonly onInvocation?: (ended: EndedInvocation) => void;
}

/** Lambda gives a function's module ten seconds to load. A busy small machine needs more. */
const START_LIMIT_MS = 30_000;
const TIMED_OUT = 'Sandbox.Timedout';

/** Runs one function as Lambda does: reuses warm processes, kills slow ones and replaces dead ones. */
export class FunctionHost {
  readonly name: string;
  private readonly idle: FunctionProcess[] = [];
  private readonly all = new Set<FunctionProcess>();
  private readonly queue: ((process: FunctionProcess | undefined) => void)[] = [];
  private readonly reportedFailures = new Set<string>();
  private stopping = false;

  constructor(private readonly options: FunctionHostOptions) {
    this.name = options.declaration.name;
  }

  get maxProcesses(): number {
    return this.options.maxProcesses;
  }

  /** Waits for a free process if necessary. Never rejects: the result contains the failure. */
  async invoke(payload: unknown): Promise<InvocationResult> {
    const worker = await this.take();
    if (!worker) return failure('Service.Stopped', 'The twin is stopping.');
    const requestId = randomUUID();
    const problem = await worker.started;
    const at = Date.now();
    const result = problem ? this.notStarted(problem) : await this.runWithin(worker, requestId, payload);
    this.release(worker);
    this.options.onInvocation?.({
      functionName: this.name,
      requestId,
      at,
      durationMs: Date.now() - at,
      ...outcomeOf(result),
    });
    return result;
  }

  /** Waits up to `graceMs` for invocations in progress, then kills them. No process is left afterwards. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    for (const give of this.queue.splice(0)) give(undefined);
    for (const worker of this.idle.splice(0)) worker.kill();
    const timer = setTimeout(() => this.kill(), graceMs);
    await Promise.all([...this.all].map(({ ended }) => ended));
    clearTimeout(timer);
  }

  /** Kills every process immediately. */
  kill(): void {
    this.stopping = true;
    for (const worker of this.all) worker.kill();
  }

  private notStarted(problem: FunctionError): InvocationResult {
    this.reportOnce(problem);
    return { ok: false, error: problem };
  }

  private async runWithin(
    worker: FunctionProcess,
    requestId: string,
    payload: unknown,
  ): Promise<InvocationResult> {
    const { timeoutSeconds } = this.options.declaration;
    const limit = timeoutSeconds * 1000;
    let timer: NodeJS.Timeout | undefined;
    const timedOut = new Promise<InvocationResult>((resolve) => {
      timer = setTimeout(() => {
        worker.kill();
        const message = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
        resolve(failure(TIMED_OUT, message));
      }, limit);
    });
    const result = worker.invoke({ requestId, deadline: Date.now() + limit, payload });
    const first = await Promise.race([result, timedOut]);
    clearTimeout(timer);
    return first;
  }

  private take(): Promise<FunctionProcess | undefined> {
    if (this.stopping) return Promise.resolve(undefined);
    let worker = this.idle.pop();
    while (worker && !worker.isAlive) worker = this.idle.pop();
    if (worker) return Promise.resolve(worker);
    if (this.all.size < this.options.maxProcesses) return Promise.resolve(this.start());
    return new Promise((resolve) => this.queue.push(resolve));
  }

  /** Gives a process to the call that has waited longest. A dead process is replaced. */
  private release(worker: FunctionProcess): void {
    if (this.stopping) {
      worker.kill();
    } else if (worker.isAlive) {
      const next = this.queue.shift();
      if (next) next(worker);
      else this.idle.push(worker);
    }
  }

  private start(): FunctionProcess {
    const { declaration, place, folder, runtime, onLog } = this.options;
    const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
    const worker = new FunctionProcess({
      title: `darkroom:${declaration.name}`,
      functionArn: declaration.arn,
      runtime,
      environment: functionEnvironment(declaration, folder, logStream, place),
      cwd: folder,
      startLimit: START_LIMIT_MS,
      onLog,
    });
    this.all.add(worker);
    void worker.ended.then(() => {
      this.all.delete(worker);
      const next = this.stopping ? undefined : this.queue.shift();
      next?.(this.start());
    });
    return worker;
  }

  private reportOnce(problem: FunctionError): void {
    if (this.reportedFailures.has(problem.errorMessage)) return;
    this.reportedFailures.add(problem.errorMessage);
    this.options.onStartFailure(problem);
  }
}

const failure = (errorType: string, errorMessage: string): InvocationResult => ({
  ok: false,
  error: { errorType, errorMessage },
});

function outcomeOf(result: InvocationResult): Pick<EndedInvocation, 'outcome' | 'message' | 'errorType'> {
  if (result.ok) return { outcome: 'ok' };
  const { errorType, errorMessage } = result.error;
  return { outcome: errorType === TIMED_OUT ? 'timeout' : 'error', message: errorMessage, errorType };
}

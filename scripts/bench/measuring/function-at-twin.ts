import type { SQSEvent } from 'aws-lambda';
import type { Sample } from './rounds';
import { WorkerProcess } from './worker-process';

/** A function that is ready to run against a twin. */
export interface UnpackedFunction {
  /** Folder of the unpacked package. */
  readonly folder: string;
  readonly environment: Record<string, string>;
}

/** The function in one process, and a twin in another. */
export class FunctionAtTwin {
  private constructor(
    private readonly twin: WorkerProcess,
    private readonly fn: WorkerProcess,
  ) {}

  /** @param environment variables in addition to those declared by the stacks */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<FunctionAtTwin> {
    const twin = WorkerProcess.startFromSource('twin');
    const { output } = await twin.run<UnpackedFunction>('start');
    const fn = await WorkerProcess.start('function', {
      environment: { ...output.environment, ...environment },
      bare: true,
    });
    await fn.run('load', output.folder);
    return new FunctionAtTwin(twin, fn);
  }

  /** Uploads photos, then measures one invocation that processes them all. */
  async process(paths: readonly string[]): Promise<Sample> {
    const { output: event } = await this.twin.run<SQSEvent>('upload', paths);
    return this.fn.run('invoke', event);
  }

  /** Peak memory of the function's process, in bytes. */
  async peak(): Promise<number> {
    return (await this.fn.run<number>('peak')).output;
  }

  /** @throws Error when photos were rejected, because that costs less than processing them */
  async end(): Promise<void> {
    const { output: failures } = await this.twin.run<number>('failures');
    await Promise.all([this.fn.end(), this.twin.end()]);
    if (failures > 0) throw new Error(`The function could not process ${failures} of the photos.`);
  }
}

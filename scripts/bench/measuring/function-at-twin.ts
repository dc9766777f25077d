import type { SQSEvent } from 'aws-lambda';
import type { FunctionPlace } from '../workers/twin';
import type { Sample } from './rounds';
import { WorkerProcess } from './worker-process';

/** The function in a process of its own, against a twin in another. */
export class FunctionAtTwin {
  private constructor(
    private readonly twin: WorkerProcess,
    private readonly fn: WorkerProcess,
  ) {}

  /** @param environment on top of what the stacks declare */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<FunctionAtTwin> {
    const twin = WorkerProcess.startFromSource('twin');
    const { output } = await twin.run<FunctionPlace>('start');
    const fn = await WorkerProcess.start('function', {
      environment: { ...output.environment, ...environment },
      bare: true,
    });
    await fn.run('load', output.folder);
    return new FunctionAtTwin(twin, fn);
  }

  /** Uploads photos, then takes the time of one invocation that processes them all. */
  async process(paths: readonly string[]): Promise<Sample> {
    const { output: event } = await this.twin.run<SQSEvent>('upload', paths);
    return this.fn.run('invoke', event);
  }

  /** Bytes of memory the function's process had at its worst. */
  async peak(): Promise<number> {
    return (await this.fn.run<number>('peak')).output;
  }

  /** @throws Error when photos were refused, which costs less than to process them */
  async end(): Promise<void> {
    const { output: failures } = await this.twin.run<number>('failures');
    await Promise.all([this.fn.end(), this.twin.end()]);
    if (failures > 0) throw new Error(`The function could not process ${failures} of the photos.`);
  }
}

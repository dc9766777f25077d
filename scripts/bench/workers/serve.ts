interface Request {
  readonly task: string;
  readonly input: unknown;
}

/** Tasks by name. Each receives the input that the parent process sent. */
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

/** Runs and measures tasks for the parent process, one at a time, and ends with the parent. */
export function serve(tasks: Tasks): void {
  process.on('message', async ({ task, input }: Request) => {
    const work = tasks[task] as ((input: unknown) => unknown) | undefined;
    try {
      if (!work) throw new RangeError(`There is no task "${task}".`);
      const begin = performance.now();
      const cpu = process.cpuUsage();
      const output = await work(input);
      const { user, system } = process.cpuUsage(cpu);
      const wallMs = performance.now() - begin;
      process.send?.({ result: { cpuMs: (user + system) / 1000, wallMs, output } });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

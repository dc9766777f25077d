import { inRounds } from '../measuring/rounds';
import { median } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import { type RefusedFile, refusedFiles } from '../photos/refused-files';
import type { Finding } from '../report/finding';
import { MEGABYTE, megabytes, milliseconds } from '../report/numbers';
import type { Bench } from './section';

const LIMIT_MS = 10;
const LIMIT_MB = 5;
const ROUNDS = { min: 15, budgetMs: 2_000 };

const HOW = `The cost of rejecting a file that is in memory: CPU, and the memory growth of the process while it rejects the
file for the first time. Each file has its own process, which has accepted one file and rejected one before.`;

interface Cost {
  readonly code: string;
  readonly cpu: readonly number[];
  readonly bytes: number;
}

async function costOf({ path }: RefusedFile, admitted: string, refused: string): Promise<Cost> {
  const worker = await WorkerProcess.start('refuse');
  await worker.run('load', admitted);
  await worker.run('admit');
  await worker.run('load', refused);
  await worker.run('refuse');
  await worker.run('load', path);
  const { output: bytes } = await worker.run<number>('growth');
  const { output: code } = await worker.run<string>('refuse');
  const measured = await inRounds([{ name: 'refuse', measure: () => worker.run('refuse') }], ROUNDS);
  await worker.end();
  return { code, cpu: measured.cpu('refuse'), bytes };
}

export async function measure({ photos, progress }: Bench): Promise<Finding> {
  const admitted = (await photos.photo('jpeg', 6)).path;
  const rows: string[][] = [];
  let [maxMs, maxBytes] = [0, 0];
  const files = await refusedFiles(progress);
  for (const file of files) {
    progress(file.name);
    const { code, cpu, bytes } = await costOf(file, admitted, files[0]?.path ?? file.path);
    rows.push([file.name, `\`${code}\``, milliseconds(cpu), megabytes(bytes)]);
    maxMs = Math.max(maxMs, median(cpu));
    maxBytes = Math.max(maxBytes, bytes);
  }
  return {
    how: HOW,
    tables: [{ columns: ['file', 'rejected as', 'CPU', 'memory'], rows }],
    goals: [
      { what: 'Maximum CPU to reject a file', reached: maxMs, limit: LIMIT_MS, unit: ' ms' },
      {
        what: 'Maximum memory to reject a file',
        reached: maxBytes / MEGABYTE,
        limit: LIMIT_MB,
        unit: ' MB',
      },
    ],
  };
}

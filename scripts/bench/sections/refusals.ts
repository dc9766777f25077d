import type { Finding } from '../finding';
import { inRounds } from '../measuring/rounds';
import { median } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import { type RefusedFile, refusedFiles } from '../photos/refused-files';
import { megabytes, milliseconds } from '../report/numbers';
import type { Bench, Section } from '../section';

const MAX_MS = 10;
const MAX_MB = 5;
const MEGABYTE = 1_000_000;
const ROUNDS = { least: 15, budgetMs: 2_000 };

const HOW = `What a file that Darkroom refuses costs once it is in memory: CPU, and by how much the process's memory grows
while it is refused the first time. Each has a process of its own, which has admitted one file and refused one before.`;

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

async function run({ photos, progress }: Bench): Promise<Finding> {
  const admitted = (await photos.photo('jpeg', 6)).path;
  const rows: string[][] = [];
  let [mostMs, mostBytes] = [0, 0];
  const files = await refusedFiles(progress);
  for (const file of files) {
    progress(file.name);
    const { code, cpu, bytes } = await costOf(file, admitted, files[0]?.path ?? file.path);
    rows.push([file.name, `\`${code}\``, milliseconds(cpu), megabytes(bytes)]);
    mostMs = Math.max(mostMs, median(cpu));
    mostBytes = Math.max(mostBytes, bytes);
  }
  return {
    how: HOW,
    tables: [{ columns: ['file', 'refused as', 'CPU', 'memory'], rows }],
    charts: [],
    goals: [
      { what: 'CPU to refuse a file, at worst', reached: mostMs, limit: MAX_MS, unit: ' ms' },
      {
        what: 'Memory to refuse a file, at worst',
        reached: mostBytes / MEGABYTE,
        limit: MAX_MB,
        unit: ' MB',
      },
    ],
    remarks: [],
  };
}

export const refusals: Section = { letter: 'i', title: 'Refusing a file', run };

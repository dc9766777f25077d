import { availableParallelism } from 'node:os';
import { canPinToCores } from '../measuring/cores';
import { type Contender, inRounds, type Measured } from '../measuring/rounds';
import { median, ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Finding } from '../report/finding';
import { range, times } from '../report/numbers';
import type { Batch } from '../workers/batch';
import type { Bench } from './section';

/** Uploads processed concurrently, and how many of them may render. */
const WAYS = [
  { name: '1', concurrency: 1, renders: 1 },
  { name: '2', concurrency: 2, renders: 2 },
  { name: '4', concurrency: 4, renders: 4 },
  { name: '4, one rendering', concurrency: 4, renders: 1 },
] as const;
const ROUNDS = { min: 7, max: 9, budgetMs: 60_000 };
const QUICK_ROUNDS = { min: 2, budgetMs: 5_000 };
/** The batch size of the deployed function. */
const BATCH = 4;
const GOAL = 1.8;

/**
 * Milliseconds in a function in the bucket's region: before rendering, three calls to the table and a download of
 * 4 MB; after it, three concurrent uploads, the record and the event.
 */
const AWS_WAITING = { before: 75, after: 45 };
const NO_WAITING = { before: 0, after: 0 };

const HOW = `Photos rendered per second by one process that handles 1, 2 or 4 photos of a batch concurrently (and renders as many, unless stated), pinned to one
or two cores; a function of 1769 MB has one vCPU. *Rendering alone* has the photos in memory. *With waiting* adds
the time of AWS calls: ${AWS_WAITING.before} ms before it and ${AWS_WAITING.after} ms after it. A batch is
${BATCH} photos of 12 megapixels; each number is relative to concurrency 1 in the same row.`;

interface Setup {
  readonly name: string;
  readonly cores: readonly number[];
  readonly waiting: Batch['waiting'];
}

function setups(): Setup[] {
  const one = { cores: [0] };
  const two = { cores: [0, 1] };
  const kinds = [
    { name: 'rendering alone, one core', ...one, waiting: NO_WAITING },
    { name: 'with waiting, one core', ...one, waiting: AWS_WAITING },
    { name: 'rendering alone, two cores', ...two, waiting: NO_WAITING },
    { name: 'with waiting, two cores', ...two, waiting: AWS_WAITING },
  ];
  return kinds.filter(({ cores }) => cores.length <= availableParallelism());
}

async function measureSetup({ cores, waiting }: Setup, path: string, bench: Bench): Promise<Measured> {
  const worker = await WorkerProcess.start('batch', { cores });
  const paths = Array<string>(BATCH).fill(path);
  const contenders = WAYS.map(({ name, concurrency, renders }): Contender => {
    const batch: Batch = { paths, concurrency, renders, waiting };
    return { name, measure: () => worker.run('batch', batch) };
  });
  const onRound = (round: number) =>
    bench.progress(`${cores.length} core, waiting ${waiting.before} ms, round ${round}`);
  const measured = await inRounds(contenders, { ...(bench.quick ? QUICK_ROUNDS : ROUNDS), onRound });
  await worker.end();
  return measured;
}

/** Compares two processes, each on its own core, with one. */
async function measureProcesses(path: string, bench: Bench): Promise<Measured> {
  const options = { environment: { MALLOC_ARENA_MAX: '1' } };
  const workers = [
    await WorkerProcess.start('batch', { ...options, cores: [0] }),
    await WorkerProcess.start('batch', { ...options, cores: [1] }),
  ];
  const batch: Batch = {
    paths: Array<string>(BATCH).fill(path),
    concurrency: 1,
    renders: 1,
    waiting: NO_WAITING,
  };
  const all = async (some: readonly WorkerProcess[]) => {
    const samples = await Promise.all(some.map((worker) => worker.run('batch', batch)));
    const wallMs = Math.max(...samples.map((sample) => sample.wallMs));
    return { cpuMs: samples.reduce((sum, { cpuMs }) => sum + cpuMs, 0), wallMs };
  };
  const measured = await inRounds(
    [
      { name: 'one', measure: () => all(workers.slice(0, 1)) },
      { name: 'two', measure: () => all(workers) },
    ],
    {
      ...(bench.quick ? QUICK_ROUNDS : ROUNDS),
      onRound: (round) => bench.progress(`processes, round ${round}`),
    },
  );
  for (const worker of workers) await worker.end();
  return measured;
}

const perSecond = (measured: Measured, name: string): string =>
  (BATCH / (median(measured.wall(name)) / 1000)).toFixed(1);

function rowOf(name: string, measured: Measured): string[] {
  const gains = WAYS.slice(1).map((way) =>
    times(ratioOf(measured.wall('1'), measured.wall(way.name)).median),
  );
  return [name, `${perSecond(measured, '1')} / s`, ...gains];
}

export async function measure(bench: Bench): Promise<Finding> {
  const { path } = await bench.photos.photo('jpeg', 12);
  const rows: string[][] = [];
  for (const setup of setups()) {
    const measured = await measureSetup(setup, path, bench);
    rows.push(rowOf(setup.name, measured));
  }
  const columns = ['', '1 at a time', ...WAYS.slice(1).map(({ name }) => name)];
  const how = { how: HOW, tables: [{ columns, rows }] };
  if (availableParallelism() < 2 || !canPinToCores()) {
    const remark = 'Processes cannot be pinned to cores on this machine, so two processes were not measured.';
    return { ...how, goals: [], remarks: [remark] };
  }
  const processes = await measureProcesses(path, bench);
  const wall = ratioOf(processes.wall('one'), processes.wall('two'));
  const reached = 2 * wall.median;
  const middle = range({ median: reached, min: 2 * wall.min, max: 2 * wall.max });
  return {
    ...how,
    goals: [
      { what: 'Throughput of two processes on two cores against one', reached, limit: GOAL, atLeast: true },
    ],
    remarks: [
      `Two processes, each on its own core, render ${times(reached)} times as many photos as one (${middle}).`,
    ],
  };
}

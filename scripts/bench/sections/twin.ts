import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLambdas } from '../../../bundle/bundle-lambdas';
import { timeCommand } from '../measuring/command';
import { CACHE } from '../measuring/places';
import { canReadProcesses } from '../measuring/process-tree';
import { inRounds, type Sample } from '../measuring/rounds';
import { ratioOf, type Spread } from '../measuring/statistics';
import { FREE_PORTS, TWIN_COMMAND, TwinCommand } from '../measuring/twin-command';
import { WorkerProcess } from '../measuring/worker-process';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const FORMAT = 'webp';
const ONCE_GOAL = 2;
const RUNNING_GOAL = 1.8;

/** Photos of the smaller folder; the larger one has twice as many. */
const FULL = { folder: 60, folderRounds: 3, photos: 30, warmUp: 80, rounds: { min: 5, budgetMs: 30_000 } };
const QUICK = { folder: 8, folderRounds: 1, photos: 6, warmUp: 16, rounds: { min: 1, budgetMs: 0 } };

const HOW = `CPU of \`npm start\` for one photo of 12 megapixels (JPEG), all its processes and threads included: S3, IAM, queues,
DynamoDB, events, alarms and the processes of the functions. *A folder* is \`npm start -- FOLDER --once\`: the difference
between a folder and one with twice as many photos, divided by the number of additional photos, so that the start does
not count. *Running* is a warm twin, into whose bucket photos are put with the AWS SDK; the client does not count.
Minimal sharp code makes the same three previews (800, 300 and 150 pixels, WebP) from a photo in memory, in the same
round.`;

/** Measurements of the twin and of bare sharp for the same number of photos. */
interface Compared {
  readonly twin: readonly number[];
  readonly bare: readonly number[];
}

export async function measure(bench: Bench): Promise<Finding> {
  const extent = bench.quick ? QUICK : FULL;
  const { path } = await bench.photos.photo('jpeg', 12);
  await bundleLambdas({ target: 'host' });
  const render = await WorkerProcess.start('render');
  await render.run('load', { path });
  const bare = (count: number) => cpuOf(count, () => render.run('cascade', { format: FORMAT }));
  await bare(extent.photos);
  const rows: string[][] = [];
  const take = (name: string, photos: number, { twin, bare: sharp }: Compared): Spread => {
    const each = (values: readonly number[]) => milliseconds(values.map((value) => value / photos));
    const ratio = ratioOf(twin, sharp);
    rows.push([name, each(twin), each(sharp), times(ratio.median), range(ratio), `${twin.length}`]);
    return ratio;
  };
  const folder = take('a folder', extent.folder, await measureFolder(path, bare, extent, bench));
  const goals = [
    { what: 'CPU of a photo in a folder against bare sharp', reached: folder.median, limit: ONCE_GOAL },
  ];
  const remarks: string[] = [];
  if (canReadProcesses()) {
    const running = take('running', extent.photos, await measureRunning(path, bare, extent, bench));
    goals.push({
      what: 'CPU of a photo in a running twin against bare sharp',
      reached: running.median,
      limit: RUNNING_GOAL,
    });
  } else remarks.push('This system does not report the CPU of a running process, so it was not measured.');
  await render.end();
  const columns = ['photo', 'CPU', 'of bare sharp', 'ratio', 'interquartile range', 'rounds'];
  return { how: HOW, tables: [{ columns, rows }], goals, remarks };
}

type Extent = typeof FULL;
type Bare = (count: number) => Promise<Sample>;

/** The sum of repetitions of a task. */
async function cpuOf(count: number, task: () => Promise<Sample>): Promise<Sample> {
  const sum = { cpuMs: 0, wallMs: 0 };
  for (let done = 0; done < count; done++) {
    const { cpuMs, wallMs } = await task();
    sum.cpuMs += cpuMs;
    sum.wallMs += wallMs;
  }
  return sum;
}

async function measureFolder(path: string, bare: Bare, extent: Extent, bench: Bench): Promise<Compared> {
  const { folder: photos, folderRounds } = extent;
  const place = join(CACHE, 'twin');
  await rm(place, { recursive: true, force: true });
  const [smaller, larger] = [await folderOf(path, photos), await folderOf(path, 2 * photos)];
  const once = (folder: string) =>
    timeCommand([...TWIN_COMMAND, folder, '--once', '--out', join(place, 'out')], {
      environment: FREE_PORTS,
    });
  const compared = { twin: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= folderRounds; round++) {
    bench.progress(`a folder, round ${round}`);
    const [few, sharp, many] = [await once(smaller), await bare(photos), await once(larger)];
    compared.twin.push(many.cpuMs - few.cpuMs);
    compared.bare.push(sharp.cpuMs);
  }
  await rm(place, { recursive: true, force: true });
  return compared;

  async function folderOf(photo: string, count: number): Promise<string> {
    const folder = join(place, `${count}-photos`);
    await mkdir(folder, { recursive: true });
    for (let one = 1; one <= count; one++) await copyFile(photo, join(folder, `${one}.jpg`));
    return folder;
  }
}

async function measureRunning(path: string, bare: Bare, extent: Extent, bench: Bench): Promise<Compared> {
  bench.progress('starting a twin');
  const twin = await TwinCommand.start(path);
  try {
    const photo = await readFile(path);
    bench.progress('warming up the twin');
    await twin.process(photo, extent.warmUp);
    const measured = await inRounds(
      [
        { name: 'twin', measure: () => twin.process(photo, extent.photos) },
        { name: 'bare', measure: () => bare(extent.photos) },
      ],
      { ...extent.rounds, onRound: (round) => bench.progress(`running, round ${round}`) },
    );
    return { twin: measured.cpu('twin'), bare: measured.cpu('bare') };
  } finally {
    await twin.end();
  }
}

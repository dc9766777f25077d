import { FunctionAtTwin } from '../measuring/function-at-twin';
import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf, type Spread } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Megapixels } from '../photos/photo-shelf';
import { photoName } from '../photos/photo-shelf';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const GOAL = 1.25;
const ROUNDS = { untilSettled: true, min: 15, max: 60, budgetMs: 40_000 };
const QUICK_ROUNDS = { min: 15, max: 20, budgetMs: 10_000 };
/** V8 has optimised the code after about 40 photos, a few seconds of an execution environment's hours. */
const WARMING_UP = { min: 60, max: 60, budgetMs: 0 };
const FIRST = 20;
const SIZES: readonly Megapixels[] = [12, 24, 48];
const FORMAT = 'webp';
/** 48 megapixels are above the default limit of 10 MiB. */
const ENVIRONMENT = { MAX_IMAGE_SIZE: `${64 * 2 ** 20}` };

const HOW = `From the message of the queue to the record, in a warm process of the function's package: claim, download,
inspect, render, store three previews, write the record, publish the event, all against the endpoint of the twin in
another process. Compared with inspecting and rendering the same photo in memory.`;

export async function measure({ photos, quick, progress }: Bench): Promise<Finding> {
  progress('starting the twin');
  const fn = await FunctionAtTwin.start(ENVIRONMENT);
  const render = await WorkerProcess.start('render');
  const rows: string[][] = [];
  let smallest: Spread | undefined;
  let first: Measured | undefined;
  for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
    const photo = await photos.photo('jpeg', size);
    const input = { path: photo.path, format: FORMAT };
    await render.run('load', input);
    const contenders = [
      { name: 'function', measure: () => fn.process([photo.path]) },
      { name: 'render', measure: () => render.run('darkroom', input) },
    ];
    first ??= await inRounds(contenders, {
      ...WARMING_UP,
      onRound: (round) => progress(`warming up, round ${round}`),
    });
    const measured = await inRounds(contenders, {
      ...(quick ? QUICK_ROUNDS : ROUNDS),
      onRound: (round) => progress(`${photoName(photo)}, round ${round}`),
    });
    const cpu = ratioOf(measured.cpu('function'), measured.cpu('render'));
    const pair = (of: (name: string) => number[]) => [
      milliseconds(of('function')),
      milliseconds(of('render')),
    ];
    rows.push([
      photoName(photo),
      ...pair(measured.cpu),
      times(cpu.median),
      range(cpu),
      ...pair(measured.wall),
    ]);
    smallest ??= cpu;
  }
  await Promise.all([fn.end(), render.end()]);
  const firstCpu = (name: string) => first?.cpu(name).slice(0, FIRST) ?? [];
  const atFirst = ratioOf(firstCpu('function'), firstCpu('render'));
  const columns = ['photo', 'CPU', 'of render', 'ratio', 'interquartile range', 'time', 'of render'];
  return {
    how: HOW,
    tables: [{ columns, rows }],
    goals: [
      {
        what: 'CPU of the whole function against render alone, 12 MP JPEG',
        reached: smallest?.median ?? Number.NaN,
        limit: GOAL,
      },
    ],
    remarks: [
      `Before V8 has optimised the code, the ratio is higher: ${times(atFirst.median)} for the first ${FIRST} photos.`,
      'The time includes the twin, which runs on the same machine. On AWS it would include the network.',
    ],
  };
}

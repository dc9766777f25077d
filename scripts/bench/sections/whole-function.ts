import type { Finding } from '../finding';
import { FunctionAtTwin } from '../measuring/function-at-twin';
import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf, type Spread } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Megapixels } from '../photos/photo-shelf';
import { photoName } from '../photos/photo-shelf';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench, Section } from '../section';

const GOAL = 1.25;
const ROUNDS = { untilSettled: true, least: 15, most: 60, budgetMs: 40_000 };
const QUICK_ROUNDS = { least: 15, most: 20, budgetMs: 10_000 };
/** A process has compiled what is worth it after some 40 photos, a matter of seconds in an instance that lives for hours. */
const WARMING_UP = { least: 60, most: 60, budgetMs: 0 };
const FIRST = 20;
const SIZES: readonly Megapixels[] = [12, 24, 48];
const FORMAT = 'webp';
/** 48 megapixels are above the default limit of 10 MiB. */
const ENVIRONMENT = { MAX_IMAGE_SIZE: `${64 * 2 ** 20}` };

const HOW = `From the queue's message to the record, in a warm process of the function's own package: claim, download,
inspect, render, three previews stored, record written, event published, each against the twin's endpoint in another
process. Its CPU against that of inspecting and rendering the same photo in memory, and the time of both.`;

async function run({ photos, quick, progress }: Bench): Promise<Finding> {
  progress('starting the twin');
  const fn = await FunctionAtTwin.start(ENVIRONMENT);
  const render = await WorkerProcess.start('render');
  const rows: string[][] = [];
  const found: { name: string; cpu: Spread }[] = [];
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
    found.push({ name: photoName(photo), cpu });
  }
  await Promise.all([fn.end(), render.end()]);
  const bars = found.map(({ name, cpu: { median: value, least, most } }) => {
    return { label: name, value, least, most, ours: true };
  });
  const [smallest] = found;
  const begun = (name: string) => first?.cpu(name).slice(0, FIRST) ?? [];
  const atFirst = ratioOf(begun('function'), begun('render'));
  const columns = ['photo', 'CPU', 'of render', 'ratio', 'middle half', 'time', 'of render'];
  return {
    how: HOW,
    tables: [{ columns, rows }],
    charts: [{ title: 'CPU of the whole function', unit: 'times the render alone', bars, goal: GOAL }],
    goals: [
      {
        what: 'CPU of the whole function against render alone, 12 MP JPEG',
        reached: smallest?.cpu.median ?? 0,
        limit: GOAL,
      },
    ],
    remarks: [
      `A process compiles as it goes: the first ${FIRST} photos took ${times(atFirst.median)} of their render.`,
      'The time includes that of the twin, which shares the machine; of AWS it would include the network.',
    ],
  };
}

export const wholeFunction: Section = { letter: 'd', title: 'The whole function against render alone', run };

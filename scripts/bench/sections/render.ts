import type { Bar, Finding } from '../finding';
import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import { ALL_KINDS, isTaken } from '../photos/kinds';
import { MEGAPIXELS, type Photo, photoName } from '../photos/photo-shelf';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench, Section } from '../section';

const FORMAT = 'webp';
const GOAL = 1.05;
const ROUNDS = { untilSettled: true, least: 9, budgetMs: 8_000 };
const QUICK_ROUNDS = { least: 3, budgetMs: 2_000 };

const HOW = `Darkroom inspects a photo in memory and renders its three previews (800, 300 and 150 pixels, WebP),
the placeholder and the dominant colour. The barest sharp code makes the same three previews in the best way known
and nothing else. Both run in one warm process on one libvips thread; CPU is user and system time of all its
threads. *Itself* is Darkroom measured a second time in every round: how far that is from 1 is what the machine's
noise makes of two equal things.`;

async function photosOf({ photos, quick }: Bench): Promise<Photo[]> {
  const sizes = quick ? ([12] as const) : MEGAPIXELS;
  const wanted = ALL_KINDS.flatMap((kind) => sizes.map((size) => ({ kind, size })));
  const found: Photo[] = [];
  for (const { kind, size } of wanted) if (isTaken(kind, size)) found.push(await photos.photo(kind, size));
  return found;
}

async function measure(worker: WorkerProcess, photo: Photo, bench: Bench): Promise<Measured> {
  const input = { path: photo.path, format: FORMAT };
  await worker.run('load', input);
  const contender = (name: string, task: string) => ({ name, measure: () => worker.run(task, input) });
  const contenders = [
    contender('darkroom', 'darkroom'),
    contender('bare', 'cascade'),
    contender('itself', 'darkroom'),
  ];
  const onRound = (round: number) => bench.progress(`${photoName(photo)}, round ${round}`);
  return inRounds(contenders, { ...(bench.quick ? QUICK_ROUNDS : ROUNDS), onRound });
}

async function run(bench: Bench): Promise<Finding> {
  const photos = await photosOf(bench);
  const worker = await WorkerProcess.start('render');
  const rows: string[][] = [];
  const bars: Bar[] = [];
  for (const photo of photos) {
    const measured = await measure(worker, photo, bench);
    const ratio = ratioOf(measured.cpu('darkroom'), measured.cpu('bare'));
    const itself = ratioOf(measured.cpu('itself'), measured.cpu('darkroom'));
    const own = [milliseconds(measured.cpu('darkroom')), times(ratio.median), range(ratio)];
    rows.push([photoName(photo), ...own, times(itself.median), `${measured.rounds}`]);
    bars.push({
      label: photoName(photo),
      value: ratio.median,
      least: ratio.least,
      most: ratio.most,
      ours: true,
    });
  }
  await worker.end();
  const worst = bars.reduce((most, bar) => (bar.value > most.value ? bar : most));
  return {
    how: HOW,
    tables: [{ columns: ['photo', 'CPU', 'against bare sharp', 'middle half', 'itself', 'rounds'], rows }],
    charts: [{ title: 'CPU of a render', unit: 'times the barest sharp code', bars, goal: GOAL }],
    goals: [
      {
        what: 'Render against the barest sharp code, 12 MP JPEG',
        reached: barOf(bars, '12 MP JPEG'),
        limit: GOAL,
      },
      { what: 'the same, worst of all photos', reached: worst.value, limit: GOAL },
    ],
    remarks: [`Worst of all was ${worst.label}.`],
  };
}

const barOf = (bars: readonly Bar[], label: string): number =>
  bars.find((bar) => bar.label === label)?.value ?? Number.NaN;

export const render: Section = { letter: 'a', title: 'Render against bare sharp', run };

import { inRounds, type Measured } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import { ALL_KINDS, isMeasured } from '../photos/kinds';
import { MEGAPIXELS, type Photo, photoName } from '../photos/photo-shelf';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const FORMAT = 'webp';
const GOAL = 1.05;
const ROUNDS = { untilSettled: true, min: 9, budgetMs: 8_000 };
const QUICK_ROUNDS = { min: 3, budgetMs: 2_000 };

const HOW = `Darkroom inspects a photo in memory and renders its three previews (800, 300 and 150 pixels, WebP), the
placeholder and the dominant colour. Minimal sharp code renders only the same three previews, in the fastest way known.
Both run in one warm process on one libvips thread; CPU is user and system time of all its threads. *Itself* is
Darkroom measured a second time in every round: its distance from 1 shows the noise of the machine.`;

async function photosOf({ photos, quick }: Bench): Promise<Photo[]> {
  const sizes = quick ? ([12] as const) : MEGAPIXELS;
  const candidates = ALL_KINDS.flatMap((kind) => sizes.map((size) => ({ kind, size })));
  const found: Photo[] = [];
  for (const { kind, size } of candidates)
    if (isMeasured(kind, size)) found.push(await photos.photo(kind, size));
  return found;
}

async function measurePhoto(worker: WorkerProcess, photo: Photo, bench: Bench): Promise<Measured> {
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

export async function measure(bench: Bench): Promise<Finding> {
  const photos = await photosOf(bench);
  const worker = await WorkerProcess.start('render');
  const rows: string[][] = [];
  const ratios: { name: string; value: number }[] = [];
  for (const photo of photos) {
    const measured = await measurePhoto(worker, photo, bench);
    const ratio = ratioOf(measured.cpu('darkroom'), measured.cpu('bare'));
    const itself = ratioOf(measured.cpu('itself'), measured.cpu('darkroom'));
    const own = [milliseconds(measured.cpu('darkroom')), times(ratio.median), range(ratio)];
    rows.push([photoName(photo), ...own, times(itself.median), `${measured.rounds}`]);
    ratios.push({ name: photoName(photo), value: ratio.median });
  }
  await worker.end();
  const worst = ratios.reduce((max, ratio) => (ratio.value > max.value ? ratio : max));
  return {
    how: HOW,
    tables: [
      { columns: ['photo', 'CPU', 'against bare sharp', 'interquartile range', 'itself', 'rounds'], rows },
    ],
    goals: [
      {
        what: 'Render against bare sharp, 12 MP JPEG',
        reached: ratios.find(({ name }) => name === '12 MP JPEG')?.value ?? Number.NaN,
        limit: GOAL,
      },
      { what: 'the same, worst of all photos', reached: worst.value, limit: GOAL },
    ],
    remarks: [`The worst ratio was that of ${worst.name}.`],
  };
}

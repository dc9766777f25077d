import type { Bar, Finding } from '../finding';
import { inRounds } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Kind } from '../photos/kinds';
import { type Megapixels, photoName } from '../photos/photo-shelf';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench, Section } from '../section';

const FORMAT = 'jpeg';
const GOAL = 2;
const ROUNDS = { untilSettled: true, least: 7, most: 15, budgetMs: 10_000 };
const QUICK_ROUNDS = { least: 3, budgetMs: 2_000 };

const PHOTOS: readonly (readonly [Kind, Megapixels])[] = [
  ['jpeg', 12],
  ['jpeg', 24],
  ['jpeg', 48],
  ['progressive-jpeg', 12],
  ['png', 12],
  ['webp', 12],
  ['avif', 12],
];

const HOW = `AWS's Dynamic Image Transformation (formerly the Serverless Image Handler) renders when a size is asked
for: each request reads the metadata, decodes the original, resizes and encodes. Here are the three requests for one
photo's three JPEG previews, with sharp and without the rest of that system, against one render of Darkroom's. Requests
that a cache answers cost neither of them anything.`;

async function run({ photos, quick, progress }: Bench): Promise<Finding> {
  const worker = await WorkerProcess.start('render');
  const rows: string[][] = [];
  const bars: Bar[] = [];
  for (const [kind, megapixels] of quick ? PHOTOS.slice(0, 1) : PHOTOS) {
    const photo = await photos.photo(kind, megapixels);
    const input = { path: photo.path, format: FORMAT };
    await worker.run('load', input);
    const contender = (name: string) => ({ name, measure: () => worker.run(name, input) });
    const measured = await inRounds([contender('darkroom'), contender('size-by-size')], {
      ...(quick ? QUICK_ROUNDS : ROUNDS),
      onRound: (round) => progress(`${photoName(photo)}, round ${round}`),
    });
    const [own, theirs] = [measured.cpu('darkroom'), measured.cpu('size-by-size')];
    const ratio = ratioOf(theirs, own);
    rows.push([photoName(photo), milliseconds(own), milliseconds(theirs), times(ratio.median), range(ratio)]);
    bars.push({ label: photoName(photo), value: ratio.median, least: ratio.least, most: ratio.most });
  }
  await worker.end();
  return {
    how: HOW,
    tables: [{ columns: ['photo', 'Darkroom', 'size by size', 'ratio', 'middle half'], rows }],
    charts: [
      { title: 'CPU of rendering size by size, on request', unit: 'times Darkroom’s', bars, goal: GOAL },
    ],
    goals: [
      {
        what: "CPU of the image handler's way against Darkroom's, 12 MP JPEG",
        reached: bars[0]?.value ?? Number.NaN,
        limit: GOAL,
        atLeast: true,
      },
    ],
    remarks: [],
  };
}

export const imageHandler: Section = { letter: 'c', title: 'Against rendering on request', run };

import { inRounds } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Kind } from '../photos/kinds';
import { type Megapixels, photoName } from '../photos/photo-shelf';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const FORMAT = 'jpeg';
const GOAL = 2;
const ROUNDS = { untilSettled: true, min: 7, max: 15, budgetMs: 10_000 };
const QUICK_ROUNDS = { min: 3, budgetMs: 2_000 };

const PHOTOS: readonly (readonly [Kind, Megapixels])[] = [
  ['jpeg', 12],
  ['jpeg', 24],
  ['jpeg', 48],
  ['progressive-jpeg', 12],
  ['png', 12],
  ['webp', 12],
  ['avif', 12],
];

const HOW = `AWS's Dynamic Image Transformation (formerly the Serverless Image Handler) renders each size on request: it
reads the metadata, decodes the original, resizes and encodes. This section compares three requests for the three JPEG
previews of a photo, with sharp alone, with one render of Darkroom. Requests that a cache serves cost neither of them
anything.`;

export async function measure({ photos, quick, progress }: Bench): Promise<Finding> {
  const worker = await WorkerProcess.start('render');
  const rows: string[][] = [];
  const ratios: number[] = [];
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
    ratios.push(ratio.median);
  }
  await worker.end();
  return {
    how: HOW,
    tables: [{ columns: ['photo', 'Darkroom', 'size by size', 'ratio', 'interquartile range'], rows }],
    goals: [
      {
        what: "CPU of rendering on request against Darkroom's, 12 MP JPEG",
        reached: ratios[0] ?? Number.NaN,
        limit: GOAL,
        atLeast: true,
      },
    ],
  };
}

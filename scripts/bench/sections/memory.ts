import { FunctionAtTwin } from '../measuring/function-at-twin';
import { ALL_KINDS, type Kind } from '../photos/kinds';
import { type Megapixels, photoName } from '../photos/photo-shelf';
import type { Finding } from '../report/finding';
import { MEGABYTE, megabytes } from '../report/numbers';
import type { Bench } from './section';

const GOAL_BYTES = 600_000_000;
const BATCH = 10;
const REPETITIONS = 3;
/** PNG and TIFF of 12 megapixels and more are above the default limit of 10 MiB. */
const ENVIRONMENT = { MAX_IMAGE_SIZE: `${96 * 2 ** 20}` };

type Chosen = readonly [Kind, Megapixels];

const MIX: readonly Chosen[] = [
  ...ALL_KINDS.map((kind): Chosen => [kind, 6]),
  ...ALL_KINDS.map((kind): Chosen => [kind, 12]),
  ['jpeg', 24],
  ['progressive-jpeg', 24],
  ['webp', 24],
  ['jpeg', 48],
];
const LARGE_PHOTOS: readonly Chosen[] = [
  ['avif', 24],
  ['png', 24],
  ['tiff', 24],
  ['gif', 24],
  ['progressive-jpeg', 48],
];

const HOW = `The peak memory (resident set) of the function's process, with its deployed environment
(\`MALLOC_ARENA_MAX=1\`) and concurrency, over batches of ${BATCH} from the queue of the twin. The mix has all formats of 6 and 12 megapixels, JPEG and WebP of 24 and JPEG of 48, ${REPETITIONS} times over.`;

/** Repeats all photos in an order that alternates kinds. */
function shuffled(paths: readonly string[], repetitions: number): string[] {
  const step = 7;
  return Array.from(
    { length: paths.length * repetitions },
    (_, index) => paths[(index * step) % paths.length],
  ).filter((path) => path !== undefined);
}

async function peakOf(chosen: readonly Chosen[], { photos, quick, progress }: Bench): Promise<number> {
  const paths: string[] = [];
  for (const [kind, megapixels] of chosen) paths.push((await photos.photo(kind, megapixels)).path);
  const fn = await FunctionAtTwin.start(ENVIRONMENT);
  const all = shuffled(paths, quick ? 1 : REPETITIONS);
  for (let start = 0; start < all.length; start += BATCH) {
    progress(`photo ${start + 1} of ${all.length}`);
    await fn.process(all.slice(start, start + BATCH));
  }
  const peak = await fn.peak();
  await fn.end();
  return peak;
}

export async function measure(bench: Bench): Promise<Finding> {
  const mix = await peakOf(bench.quick ? MIX.slice(0, ALL_KINDS.length) : MIX, bench);
  const rows = [['the mix', megabytes(mix)]];
  for (const chosen of bench.quick ? [] : LARGE_PHOTOS) {
    const [kind, megapixels] = chosen;
    const name = photoName({ kind, megapixels, path: '' });
    rows.push([
      `${name}, ${BATCH} of them at once`,
      megabytes(await peakOf(Array(BATCH).fill(chosen), bench)),
    ]);
  }
  return {
    how: HOW,
    tables: [{ columns: ['', 'at most'], rows }],
    goals: [
      {
        what: 'Peak memory over the mix',
        reached: mix / MEGABYTE,
        limit: GOAL_BYTES / MEGABYTE,
        unit: ' MB',
      },
    ],
    remarks: ['The function is deployed with 1769 MB.'],
  };
}

import { inRounds } from '../measuring/rounds';
import { median } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { Finding } from '../report/finding';
import { milliseconds } from '../report/numbers';
import type { Bench } from './section';

const FORMAT = 'webp';
const LIMIT_SECONDS = 1.3;
const ROUNDS = { untilSettled: true, min: 7, budgetMs: 30_000 };
const QUICK_ROUNDS = { min: 3, budgetMs: 6_000 };

const HOW = `The same previews of 12 megapixels as a HEIC of 48 tiles in Display P3, which WebAssembly decodes in a thread of
its own, and as a JPEG. Each has a warm process, which has decoded one of its kind.`;

export async function measure({ photos, quick, progress }: Bench): Promise<Finding> {
  const [heic, jpeg] = [await photos.heic(), await photos.photo('jpeg', 12)];
  const contender = async (name: string, path: string) => {
    const worker = await WorkerProcess.start('render');
    const input = { path, format: FORMAT };
    await worker.run('load', input);
    await worker.run('darkroom', input);
    return { name, measure: () => worker.run('darkroom', input), end: () => worker.end() };
  };
  const contenders = [await contender('HEIC', heic), await contender('JPEG', jpeg.path)];
  const onRound = (round: number) => progress(`HEIC, round ${round}`);
  const measured = await inRounds(contenders, { ...(quick ? QUICK_ROUNDS : ROUNDS), onRound });
  await Promise.all(contenders.map(({ end }) => end()));
  const more = median(measured.cpu('HEIC')) - median(measured.cpu('JPEG'));
  return {
    how: HOW,
    tables: [
      {
        columns: ['photo', 'CPU'],
        rows: contenders.map(({ name }) => [`12 MP ${name}`, milliseconds(measured.cpu(name))]),
      },
    ],
    goals: [
      {
        what: 'CPU for a HEIC beyond that for a JPEG',
        reached: more / 1_000,
        limit: LIMIT_SECONDS,
        unit: ' s',
      },
    ],
  };
}

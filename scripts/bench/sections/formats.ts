import type { PreviewFormat } from '../../../lambda/domain/previews/preset';
import { inRounds } from '../measuring/rounds';
import { median, ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import type { BareEncoding } from '../peers/formats-strategies';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const GOAL = 1.1;
const ROUNDS = { untilSettled: true, min: 7, budgetMs: 40_000 };
const QUICK_ROUNDS = { min: 3, budgetMs: 10_000 };

const NINE: readonly PreviewFormat[] = ['avif', 'webp', 'jpeg'];
const BARE_NINE: readonly BareEncoding[] = [
  { format: 'avif', effort: 2 },
  { format: 'webp', effort: 2 },
  { format: 'jpeg' },
];

const EFFORTS: readonly BareEncoding[] = [
  { format: 'jpeg' },
  { format: 'webp', effort: 0 },
  { format: 'webp', effort: 2 },
  { format: 'webp', effort: 4 },
  { format: 'avif', effort: 0 },
  { format: 'avif', effort: 2 },
  { format: 'avif', effort: 4 },
  { format: 'png' },
];

const HOW = `A 12 MP JPEG becomes three previews (800, 300 and 150 pixels) in AVIF, WebP and JPEG: nine files from one decode.
Minimal sharp code makes the same nine: one decode, one resize for each size, one encoding for each file. The second table is
that code with one format at a time and different efforts; Darkroom uses effort 2 for WebP and AVIF.`;

const nameOf = ({ format, effort }: BareEncoding): string =>
  effort === undefined ? format : `${format}, effort ${effort}`;

export async function measure({ photos, quick, progress }: Bench): Promise<Finding> {
  const { path } = await photos.photo('jpeg', 12);
  const worker = await WorkerProcess.start('formats');
  await worker.run('load', { path });
  const sizes = new Map<string, number>();
  const contender = (name: string, task: string, input: object) => ({
    name,
    measure: async () => {
      const result = await worker.run<number>(task, input);
      sizes.set(name, result.output);
      return result;
    },
  });
  const rounds = {
    ...(quick ? QUICK_ROUNDS : ROUNDS),
    onRound: (n: number) => progress(`Formats, round ${n}`),
  };
  const nine = await inRounds(
    [
      contender('darkroom', 'darkroom', { formats: NINE }),
      contender('bare', 'bare', { encodings: BARE_NINE }),
    ],
    rounds,
  );
  const each = await inRounds(
    EFFORTS.map((encoding) => contender(nameOf(encoding), 'bare', { encodings: [encoding] })),
    rounds,
  );
  await worker.end();
  const ratio = ratioOf(nine.cpu('darkroom'), nine.cpu('bare'));
  const kilobytes = (name: string) => ((sizes.get(name) ?? 0) / 1000).toFixed(0);
  const jpeg = median(each.cpu('jpeg'));
  return {
    how: HOW,
    tables: [
      {
        columns: ['nine files of a 12 MP JPEG', 'CPU', 'against bare sharp', 'interquartile range', 'kB'],
        rows: [
          [
            'Darkroom',
            milliseconds(nine.cpu('darkroom')),
            times(ratio.median),
            range(ratio),
            kilobytes('darkroom'),
          ],
          ['bare sharp', milliseconds(nine.cpu('bare')), times(1), '', kilobytes('bare')],
        ],
      },
      {
        columns: ['three previews in one format', 'CPU', 'against JPEG', 'kB'],
        rows: EFFORTS.map(nameOf).map((name) => [
          name,
          milliseconds(each.cpu(name)),
          times(median(each.cpu(name)) / jpeg),
          kilobytes(name),
        ]),
      },
    ],
    goals: [{ what: 'Nine files against bare sharp, 12 MP JPEG', reached: ratio.median, limit: GOAL }],
  };
}

import { type Contender, inRounds } from '../measuring/rounds';
import { ratioOf } from '../measuring/statistics';
import { WorkerProcess } from '../measuring/worker-process';
import { imageMagick, vipsThumbnail } from '../peers/command-lines';
import { findImageMagick, findJimp, findPillow, findVipsThumbnail, type Peer } from '../peers/find-peers';
import { PillowProcess } from '../peers/pillow';
import type { Finding } from '../report/finding';
import { milliseconds, range, times } from '../report/numbers';
import type { Bench } from './section';

const FORMAT = 'jpeg';
const ROUNDS = { min: 5, max: 15, budgetMs: 90_000 };
const QUICK_ROUNDS = { min: 2, budgetMs: 10_000 };

/** The minimum ratio of each peer's CPU to Darkroom's. */
const GOALS: Readonly<Record<string, number>> = {
  Pillow: 2.2,
  vipsthumbnail: 4,
  ImageMagick: 12,
  jimp: 24,
};

const HOW = `Three JPEG previews (800, 300 and 150 pixels, quality 80, sRGB) of a 12 megapixel baseline JPEG, as each program
is commonly used. Pillow opens the photo for each preview, in a warm process like Darkroom's; jimp decodes once
and scales three copies, in a warm process too; vipsthumbnail and ImageMagick are started for each preview, so their
start counts. Each uses its default number of threads; CPU is the total of all threads.`;

interface Running {
  readonly contenders: readonly Contender[];
  readonly end: () => Promise<void>;
}

/** Starts the installed peers. */
async function startPeers(peers: readonly Peer[], photo: string): Promise<Running> {
  const ends: (() => void | Promise<void>)[] = [];
  const contenders: Contender[] = [];
  for (const { name, found } of peers) {
    if (!found) continue;
    if (name === 'vipsthumbnail') contenders.push({ name, measure: () => vipsThumbnail(found.path, photo) });
    if (name === 'ImageMagick') contenders.push({ name, measure: () => imageMagick(found.path, photo) });
    if (name === 'Pillow') {
      const pillow = new PillowProcess(found.path);
      ends.push(() => pillow.end());
      contenders.push({ name, measure: () => pillow.render(photo) });
    }
    if (name === 'jimp') {
      const jimp = await WorkerProcess.start('jimp');
      ends.push(() => jimp.end());
      contenders.push({ name, measure: () => jimp.run('render', { path: photo }) });
    }
  }
  return {
    contenders,
    async end() {
      for (const end of ends) await end();
    },
  };
}

export async function measure({ photos, quick, progress }: Bench): Promise<Finding> {
  const input = { path: (await photos.photo('jpeg', 12)).path, format: FORMAT };
  const peers = await Promise.all([findPillow(), findVipsThumbnail(), findImageMagick(), findJimp()]);
  const worker = await WorkerProcess.start('render');
  await worker.run('load', input);
  const { contenders, end } = await startPeers(peers, input.path);
  const darkroom = (name: string) => ({ name, measure: () => worker.run('darkroom', input) });
  const measured = await inRounds([darkroom('Darkroom'), ...contenders, darkroom('Darkroom again')], {
    ...(quick ? QUICK_ROUNDS : ROUNDS),
    onRound: (round) => progress(`round ${round}`),
  });
  await Promise.all([end(), worker.end()]);

  const base = measured.cpu('Darkroom');
  const names = ['Darkroom again', ...contenders.map(({ name }) => name)];
  const versions = new Map(peers.map(({ name, found }) => [name, found?.version ?? '']));
  const ratios = names.map((name) => ({ name, ratio: ratioOf(measured.cpu(name), base) }));
  return {
    how: HOW,
    tables: [
      {
        columns: ['', 'version', 'CPU', 'against Darkroom', 'interquartile range'],
        rows: [
          ['Darkroom', '', milliseconds(base), '1', ''],
          ...ratios.map(({ name, ratio }) => {
            const cpu = milliseconds(measured.cpu(name));
            return [name, versions.get(name) ?? '', cpu, times(ratio.median), range(ratio)];
          }),
        ],
      },
    ],
    goals: ratios.flatMap(({ name, ratio }) => {
      const limit = GOALS[name];
      const what = `${name}'s CPU against Darkroom's`;
      return limit === undefined ? [] : { what, reached: ratio.median, limit, atLeast: true };
    }),
    remarks: peers.flatMap(({ name, found, howToInstall }) =>
      found ? [] : `${name} is not installed here and was not measured: \`${howToInstall}\`.`,
    ),
  };
}

import { type EmbeddedServices, startEmbeddedServices } from '../histories/embedded-services';
import { LongHistory } from '../histories/long-history';
import { median } from '../measuring/statistics';
import type { Finding } from '../report/finding';
import { milliseconds } from '../report/numbers';
import type { Bench } from './section';

const LENGTHS = [1, 100, 1_000, 10_000];
const QUICK_LENGTHS = [1, 100];
const ROUNDS = 11;
/** Rounds whose numbers are dropped, because code and caches are cold. */
const WARM_UP = 5;
const QUICK_ROUNDS = 3;
const LIMIT = 1.5;

const HOW = `CPU of one step at a key with this many versions, including that of the twin's S3 and DynamoDB. *Upload* stores a
photo and processes it. *Removal* permanently removes the current version, so that its predecessor becomes the image
again. *Deletion* deletes an image that was deleted before, with earlier versions below that deletion. *Read* is
\`GET /images/{image_id}?history=true\`. Calls are those to S3 and DynamoDB.`;

type Step = 'upload' | 'removal' | 'deletion' | 'read';
const STEPS: readonly Step[] = ['upload', 'removal', 'deletion', 'read'];

type Measured = Readonly<Record<Step, { readonly ms: readonly number[]; readonly calls: number }>>;

export async function measure({ quick, progress }: Bench): Promise<Finding> {
  const services = await startEmbeddedServices();
  try {
    return await measureAt(quick ? QUICK_LENGTHS : LENGTHS, services, { quick, progress });
  } finally {
    await services.close();
  }
}

async function measureAt(
  lengths: readonly number[],
  services: EmbeddedServices,
  { quick, progress }: Pick<Bench, 'quick' | 'progress'>,
): Promise<Finding> {
  const living = new LongHistory(services, 'uploads/living.png');
  const deleted = new LongHistory(services, 'uploads/deleted.png');
  const measured: Measured[] = [];
  for (const versions of lengths) {
    progress(`Histories of ${versions}`);
    await living.grow(versions);
    await deleted.grow(versions, { areDeleted: true });
    // The first deletion after adding rows updates all of them.
    await deleted.upload();
    await deleted.delete();
    measured.push(await measureSteps(living, deleted, services.calls, quick ? QUICK_ROUNDS : ROUNDS));
  }
  progress('The first deletion');
  const first = await timed(() => living.delete(), services.calls);
  return findingOf(lengths, measured, first);
}

async function measureSteps(
  living: LongHistory,
  deleted: LongHistory,
  calls: { count: number },
  rounds: number,
): Promise<Measured> {
  const samples: Record<Step, Timed[]> = { upload: [], removal: [], deletion: [], read: [] };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    let version: string | undefined;
    const upload = await timed(async () => {
      version = (await living.upload()).versionId;
    }, calls);
    const read = await timed(() => living.get(), calls);
    const removal = await timed(() => living.delete(version), calls);
    await deleted.upload();
    const deletion = await timed(() => deleted.delete(), calls);
    if (round < 0) continue;
    for (const [step, sample] of Object.entries({ upload, removal, deletion, read })) {
      samples[step as Step].push(sample);
    }
  }
  const summary = (step: Step) => ({
    ms: samples[step].map(({ ms }) => ms),
    calls: median(samples[step].map((sample) => sample.calls)),
  });
  return {
    upload: summary('upload'),
    removal: summary('removal'),
    deletion: summary('deletion'),
    read: summary('read'),
  };
}

interface Timed {
  /** CPU of the function's code, S3 and DynamoDB, which share this process. */
  readonly ms: number;
  readonly calls: number;
}

async function timed(work: () => Promise<unknown>, calls: { count: number }): Promise<Timed> {
  const [used, before] = [process.cpuUsage(), calls.count];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { ms: (user + system) / 1000, calls: calls.count - before };
}

function findingOf(lengths: readonly number[], measured: readonly Measured[], first: Timed): Finding {
  const [shortest, longest] = [measured[0], measured.at(-1)];
  if (!shortest || !longest) throw new RangeError('No history was measured.');
  const versions = lengths.at(-1) ?? 1;
  return {
    how: HOW,
    tables: [
      {
        columns: ['versions', ...STEPS],
        rows: measured.map((each, index) => [
          `${lengths[index]}`,
          ...STEPS.map((step) => `${milliseconds(each[step].ms)}, ${each[step].calls} calls`),
        ]),
      },
    ],
    goals: STEPS.flatMap((step) => [
      {
        what: `Calls of one ${step} with ${versions} versions, against one version`,
        reached: longest[step].calls / shortest[step].calls,
        limit: 1,
      },
      {
        what: `CPU of one ${step} with ${versions} versions, against one version`,
        reached: median(longest[step].ms) / median(shortest[step].ms),
        limit: LIMIT,
      },
    ]),
    remarks: [
      `The first deletion of an image with ${versions} living versions turns each record into DELETED, once: ${milliseconds([first.ms])} of CPU and ${first.calls} calls in all. If the function times out meanwhile, the next attempt continues where it stopped.`,
    ],
  };
}

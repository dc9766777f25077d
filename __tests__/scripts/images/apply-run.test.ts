import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplyRun } from '../../../scripts/images/apply/apply-run';
import { EVERYTHING_OUTDATED } from '../../../scripts/images/selection/selection';
import { uploadsRetentionDays } from '../../../stacks/queue-retention';
import { NOON } from '../../support/uploads';

const DAY = 86_400_000;
const darkroom = { sourceBucket: 'photo-uploads-test', recipeId: 'today' };
const image = { key: 'uploads/a.jpg', imageId: 'a', version: 'v1', attempts: 1 };

describe('a run of apply', () => {
  const home = process.cwd();
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'darkroom-run-'));
    process.chdir(folder);
  });

  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  const open = (now = NOON, selection = EVERYTHING_OUTDATED, recipeId = 'today') =>
    new ApplyRun({ ...darkroom, recipeId }, selection, now);

  async function imagesOf(run: ApplyRun): Promise<unknown[]> {
    const images: unknown[] = [];
    for await (const queued of run.images.read()) images.push(queued);
    return images;
  }

  it('continues with the same selection and recipe', async () => {
    const run = open();
    run.images.add([image]);
    run.advance({ queued: 1, usd: 0.5, place: { phase: 'originals', position: 'uploads/a.jpg' } });
    const again = open(NOON + DAY);
    expect(again.progress).toMatchObject({ startedAt: NOON, queued: 1, usd: 0.5, isProven: false });
    expect(await imagesOf(again)).toEqual([image]);
  });

  it('is a new run for another selection or recipe', () => {
    open().advance({ queued: 1 });
    expect(open(NOON, { ...EVERYTHING_OUTDATED, user: 'ada' }).progress.queued).toBe(0);
    expect(open(NOON, EVERYTHING_OUTDATED, 'tomorrow').progress.queued).toBe(0);
  });

  it('continues as long as a message can wait in a queue that the brake stopped', () => {
    open().advance({ queued: 1 });
    expect(open(NOON + uploadsRetentionDays(true) * DAY).progress).toMatchObject({ queued: 1 });
  });

  it('starts over once its queued messages have expired', async () => {
    const run = open();
    run.images.add([image]);
    run.advance({ queued: 1 });
    const later = open(NOON + 15 * DAY);
    expect(later.progress).toMatchObject({ startedAt: NOON + 15 * DAY, queued: 0 });
    expect(await imagesOf(later)).toEqual([]);
  });

  it('leaves no files behind when it ends', () => {
    const run = open();
    run.images.add([image]);
    run.advance({ queued: 1 });
    run.clear();
    expect(readdirSync('.darkroom')).toEqual([]);
  });
});

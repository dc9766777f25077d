import fc from 'fast-check';
import { deleteImage } from '../../../lambda/domain/removals/delete-image';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { processUpload } from '../../../lambda/domain/uploads/process-upload';
import { type Fault, faultyPorts } from '../../support/faulty-pipeline';
import type { Versioning } from '../../support/in-memory-image-store';
import { KeyHistory, type Step } from '../../support/key-history';
import { twoPhotos } from '../../support/two-photos';
import { attemptBy } from '../../support/uploads';

jest.mock('../../../lambda/domain/image/inspect', () => require('../../support/remembered-rendering'));
jest.mock('../../../lambda/domain/previews/render-previews', () =>
  require('../../support/remembered-rendering'),
);

const MAX_ROUNDS = 20;
const RUNS = {
  numRuns: Number(process.env.HISTORY_RUNS ?? 300),
  seed: Number(process.env.HISTORY_SEED ?? 7),
};
/** What was announced last depends on the order of messages, which is any here. */
const ANNOUNCEMENT = /announced last|was told/;

interface Delivery {
  readonly event: UploadEvent;
  readonly message: string;
  readonly fault: Fault | undefined;
}

const versioning = fc.constantFrom<Versioning>('Enabled', 'Suspended', 'Off');
const step = fc.constantFrom<Step>('A', 'A', 'B', 'B', 'd', 'd', 'x', 'y', 'z', 's', 'e');
const fault = fc.option(fc.record({ call: fc.integer({ min: 1, max: 14 }), takesEffect: fc.boolean() }), {
  nil: undefined,
});
const befalls = fc.record({ copies: fc.integer({ min: 1, max: 2 }), rank: fc.nat(1000), fault });
/** Milliseconds that S3's clock is off: the order of events is in their sequencers, not in their times. */
const skew = fc.integer({ min: -4, max: 4 });
const happenings = fc.array(fc.tuple(step, befalls, skew), { minLength: 1, maxLength: 9 });

/** One attempt at each message, at the same time. @returns those that failed, without a fault */
function attemptsAt(
  history: KeyHistory,
  deliveries: readonly Delivery[],
  scheduler: fc.Scheduler,
): Promise<Delivery[]>[] {
  return deliveries.map(async (delivery) => {
    const { event, message } = delivery;
    const ports = faultyPorts(history.pipeline.dependencies, scheduler, delivery.fault);
    const dependencies = { ...history.pipeline.dependencies, ...ports };
    const attempt = attemptBy(message, dependencies.now());
    try {
      if (event.kind === 'created') await processUpload(event, attempt, dependencies);
      else await deleteImage(event, dependencies, attempt);
      return [];
    } catch {
      return [{ ...delivery, fault: undefined }];
    }
  });
}

/** Hands out every message until each is done, as the queue does; what failed comes again, without a fault. */
async function deliverAll(
  history: KeyHistory,
  all: readonly Delivery[],
  scheduler: fc.Scheduler,
): Promise<void> {
  let waiting = all;
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error(`${waiting.length} messages never got done`);
    const failed = await scheduler.waitFor(Promise.all(attemptsAt(history, waiting, scheduler)));
    waiting = failed.flat();
    history.pass(6 * 60_000);
  }
}

/** What became of each step, as the queue delivers it: repeated, out of order, with a fault. */
function deliveriesOf(
  history: KeyHistory,
  steps: readonly (readonly [Step, { copies: number; rank: number; fault: Fault | undefined }, number])[],
): Delivery[] {
  return steps
    .flatMap(([each, { copies, rank, fault: strikes }, clockIsOffBy], index) => {
      const before = history.events.length;
      history.do(each);
      return history.events.slice(before).flatMap((event) =>
        Array.from({ length: copies }, (_, copy) => ({
          event: { ...event, eventTime: event.eventTime + clockIsOffBy },
          message: `m-${index}-${copy}`,
          fault: strikes,
          rank: (rank * (copy + 1)) % 1000,
        })),
      );
    })
    .sort((a, b) => a.rank - b.rank);
}

const stateDifferences = async (history: KeyHistory): Promise<string[]> =>
  (await history.differences()).filter((reason) => !ANNOUNCEMENT.test(reason));

describe('any history of a key, in any kind of bucket', () => {
  it('ends with record and previews of what the bucket has, however its messages are shuffled, repeated, interrupted and interleaved', async () => {
    const photos = await twoPhotos();
    await fc.assert(
      fc.asyncProperty(versioning, happenings, fc.scheduler(), async (kind, steps, scheduler) => {
        const history = new KeyHistory(kind, photos, 1);
        await deliverAll(history, deliveriesOf(history, steps), scheduler);
        expect(await stateDifferences(history)).toEqual([]);
      }),
      RUNS,
    );
  }, 120_000);

  it('ends in the same way when it continues while its first messages are processed', async () => {
    const photos = await twoPhotos();
    await fc.assert(
      fc.asyncProperty(
        versioning,
        happenings,
        happenings,
        fc.scheduler(),
        async (kind, first, second, scheduler) => {
          const history = new KeyHistory(kind, photos, 1);
          const early = deliveriesOf(history, first);
          const late: Delivery[] = [];
          const goesOn = scheduler.schedule(Promise.resolve(), 'the bucket changes').then(() => {
            late.push(...deliveriesOf(history, second));
          });
          await scheduler.waitFor(Promise.all([goesOn, ...attemptsAt(history, early, scheduler)]));
          await deliverAll(history, early, scheduler);
          await deliverAll(history, late, scheduler);
          expect(await stateDifferences(history)).toEqual([]);
        },
      ),
      RUNS,
    );
  }, 120_000);

  it('is repaired by reconcile when some of its messages are lost', async () => {
    const photos = await twoPhotos();
    const lossy = fc.array(fc.tuple(step, fc.boolean()), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(versioning, lossy, async (kind, steps) => {
        const history = new KeyHistory(kind, photos, 1);
        for (const [each, isLost] of steps) {
          const before = history.events.length;
          history.do(each);
          if (isLost) continue;
          for (const event of history.events.slice(before)) await history.deliver(event);
        }
        await history.reconcile();
        expect(await stateDifferences(history)).toEqual([]);
        expect(await history.reconcile()).toEqual([]);
      }),
      RUNS,
    );
  }, 120_000);
});

/** How one attempt at the same upload comes: from the queue, or because somebody asked through the API. */
interface AnAttempt {
  readonly asked: boolean;
  readonly fault: Fault | undefined;
}

const anAttempt: fc.Arbitrary<AnAttempt> = fc.record({ asked: fc.boolean(), fault });

/** S3's own event knows its place among others; a request through the API knows S3's Last-Modified alone. */
function attemptAt(
  uploaded: UploadEvent,
  lastModified: number,
  { asked, fault: strikes }: AnAttempt,
  index: number,
) {
  const { sequencer, ...unordered } = uploaded;
  const event: UploadEvent = asked
    ? { ...unordered, eventTime: lastModified, reprocess: 'if-outdated' }
    : uploaded;
  return { event, message: `m-${index}`, fault: strikes };
}

describe('any attempts at one upload, each with a time of its own for it', () => {
  it('end with one record for it, and when the image was deleted, with none that is not DELETED', async () => {
    const photos = await twoPhotos();
    const attempts = fc.array(anAttempt, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        versioning,
        attempts,
        skew,
        fc.boolean(),
        fc.scheduler(),
        async (kind, all, clockIsOffBy, isDeleted, scheduler) => {
          const history = new KeyHistory(kind, photos, 10);
          history.do('A');
          if (isDeleted) history.do('d');
          const [uploaded, ...deletion] = history.events;
          if (!uploaded) throw new Error('Nothing was uploaded.');
          const made = all.map((one, index) =>
            attemptAt(uploaded, uploaded.eventTime + clockIsOffBy, one, index),
          );
          const others = deletion.map((event) => ({ event, message: 'm-deletion', fault: undefined }));
          await deliverAll(history, [...made, ...others], scheduler);
          const { records } = history.pipeline.catalog;
          const uploads = records.filter(({ attempts: tried }) => tried !== undefined);
          const states = uploads.map(({ processingStatus }) => processingStatus);
          expect(states.filter((state) => state !== 'DELETED')).toEqual(isDeleted ? [] : ['COMPLETED']);
          expect(history.store.previews.size).toBe(isDeleted ? 0 : 1);
        },
      ),
      RUNS,
    );
  }, 120_000);
});

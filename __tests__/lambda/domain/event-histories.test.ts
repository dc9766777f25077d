import fc from 'fast-check';
import { deleteImage } from '../../../lambda/domain/delete-image';
import {
  type ImageRecord,
  imageIdOf,
  previewsPrefixOf,
  versionSegmentOf,
} from '../../../lambda/domain/image-record';
import { processUpload } from '../../../lambda/domain/process-upload';
import type { UploadEvent } from '../../../lambda/domain/upload';
import { type Fault, faultyPorts } from '../../support/faulty-pipeline';
import { jpegPhoto } from '../../support/photos';
import { attemptBy, inMemoryPipeline, SOURCE_BUCKET, uploadEvent } from '../../support/uploads';

const KEYS = ['uploads/a.jpg', 'uploads/b.jpg'];
const MAX_ROUNDS = 20;
const RUNS = {
  numRuns: Number(process.env.HISTORY_RUNS ?? 300),
  seed: Number(process.env.HISTORY_SEED ?? 7),
};
const QUICK: Parameters<typeof inMemoryPipeline>[0] = {
  recipe: { sizes: [{ width: 16, height: 16 }], format: 'png', fit: 'inside', maxFrames: 1 },
};

interface Step {
  readonly key: string;
  readonly kind: 'upload' | 'delete' | 'prune';
}

interface Delivery {
  readonly event: UploadEvent;
  readonly message: string;
  readonly fault: Fault | undefined;
}

const step = fc.record({
  key: fc.constantFrom(...KEYS),
  kind: fc.constantFrom<Step['kind']>('upload', 'upload', 'upload', 'delete', 'prune'),
});
const fault = fc.option(fc.record({ call: fc.integer({ min: 1, max: 9 }), takesEffect: fc.boolean() }), {
  nil: undefined,
});
const deliveries = fc.record({ copies: fc.integer({ min: 1, max: 2 }), rank: fc.nat(1000), fault });
/** Milliseconds that S3's clock is off: the order of events is in their sequencers, not in their times. */
const skew = fc.integer({ min: -4, max: 4 });
const history = fc.array(fc.tuple(step, deliveries, skew), { minLength: 1, maxLength: 7 });

type Pipeline = ReturnType<typeof inMemoryPipeline>;

/** The source bucket, and which versions of a key it has, oldest first. */
interface Bucket {
  readonly store: Pipeline['store'];
  readonly photo: Buffer;
  readonly versions: Map<string, string[]>;
}

/** Does one step in the bucket. @returns what S3 says of it; nothing when there is no old version to prune */
function eventOf({ key, kind }: Step, index: number, bucket: Bucket): UploadEvent | undefined {
  const { store, photo, versions } = bucket;
  if (kind === 'delete') {
    store.markDeleted(SOURCE_BUCKET, key);
    return uploadEvent({ kind: 'delete-marker-created', key, versionId: `marker-${index}` });
  }
  const mine = versions.get(key) ?? [];
  if (kind === 'upload') {
    const stored = store.put(SOURCE_BUCKET, key, photo);
    versions.set(key, [...mine, stored.versionId]);
    return uploadEvent(stored);
  }
  const [oldest, ...newer] = mine;
  if (!oldest || newer.length === 0) return undefined;
  store.removeVersion(SOURCE_BUCKET, key, oldest);
  versions.set(key, newer);
  return uploadEvent({ kind: 'version-deleted', key, versionId: oldest });
}

/** Hands out every message until each is done, as the queue does; what failed comes again, without a fault. */
async function deliverAll(
  pipeline: Pipeline,
  all: readonly Delivery[],
  scheduler: fc.Scheduler,
): Promise<void> {
  let waiting = all;
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new Error(`${waiting.length} messages never got done`);
    const failed: Delivery[] = [];
    const work = waiting.map(async (delivery) => {
      const { event, message } = delivery;
      const ports = faultyPorts(pipeline, scheduler, delivery.fault);
      const dependencies = { ...pipeline.dependencies, ...ports };
      try {
        if (event.kind === 'created')
          await processUpload(event, attemptBy(message, pipeline.clock.time), dependencies);
        else await deleteImage(event, dependencies);
      } catch {
        failed.push({ ...delivery, fault: undefined });
      }
    });
    await scheduler.waitFor(Promise.all(work));
    waiting = failed;
    pipeline.clock.time += 6 * 60_000;
  }
}

/** A version that was pruned before anybody came to it could not be found: it is gone, too. */
const stateOf = ({ processingStatus, error }: ImageRecord): string =>
  error?.code === 'SOURCE_NOT_FOUND' ? 'DELETED' : processingStatus;

const isUpload = ({ kind }: UploadEvent) => kind === 'created';

/** What must be true of one key once everything is delivered, from the order of its events alone. */
function expectNewestToDecide(events: readonly UploadEvent[], { catalog, store }: Pipeline): void {
  const key = events[0]?.key ?? '';
  const rows = catalog.records.filter((record) => record.key === key);
  const lastDeletion = events.findLastIndex(({ kind }) => kind === 'delete-marker-created');
  const pruned = events.filter(({ kind }) => kind === 'version-deleted').map(({ versionId }) => versionId);
  const expected = events.filter(isUpload).map((event) => {
    const isGone = events.indexOf(event) < lastDeletion || pruned.includes(event.versionId);
    return [versionSegmentOf(event), isGone ? 'DELETED' : 'COMPLETED'];
  });
  const uploads = rows.filter(({ attempts }) => attempts !== undefined);
  const byVersion = (a: string[], b: string[]) => (a[0] ?? '').localeCompare(b[0] ?? '');
  expect(uploads.map((row) => [versionSegmentOf(row), stateOf(row)]).sort(byVersion)).toEqual(
    expected.sort(byVersion),
  );
  const previews = rows.flatMap((row: ImageRecord) => (row.previews ?? []).map((preview) => preview.key));
  const prefix = previewsPrefixOf(imageIdOf(SOURCE_BUCKET, key));
  expect([...store.previews.keys()].filter((each) => each.startsWith(prefix)).sort()).toEqual(
    previews.sort(),
  );
}

function expectEverythingToBeTold(events: readonly UploadEvent[], { publisher, catalog }: Pipeline): void {
  for (const record of catalog.records.filter(({ processingStatus }) => processingStatus === 'COMPLETED')) {
    const told = publisher.events.filter((event) => event.record.versionId === record.versionId);
    expect(told.map(({ type }) => type)).toContain('Image Processing Completed');
  }
  const last = events.at(-1);
  if (last?.kind === 'delete-marker-created') {
    expect(
      publisher.events.some(({ type, record }) => type === 'Image Deleted' && record.key === last.key),
    ).toBe(true);
  }
}

describe('any history of a few keys, shuffled, repeated, interrupted and interleaved', () => {
  it('ends in the state of the newest event of each key, with no preview too many or too few', async () => {
    const photo = await jpegPhoto({ width: 20, height: 16 });
    await fc.assert(
      fc.asyncProperty(history, fc.scheduler(), async (steps, scheduler) => {
        const pipeline = inMemoryPipeline(QUICK);
        const bucket: Bucket = { store: pipeline.store, photo, versions: new Map() };
        const happened = steps.flatMap(([each, befalls, clockIsOffBy], index) => {
          const event = eventOf(each, index, bucket);
          if (!event) return [];
          return [{ event: { ...event, eventTime: event.eventTime + clockIsOffBy }, ...befalls }];
        });
        const events = happened.map(({ event }) => event);
        const all = happened
          .flatMap(({ event, copies, rank, fault: befalls }, index) =>
            Array.from({ length: copies }, (_, copy) => ({
              event,
              message: `m-${index}-${copy}`,
              fault: befalls,
              rank: (rank * (copy + 1)) % 1000,
            })),
          )
          .sort((a, b) => a.rank - b.rank);
        await deliverAll(pipeline, all, scheduler);
        for (const key of KEYS) {
          const ofKey = events.filter((event) => event.key === key);
          if (ofKey.length === 0) continue;
          expectNewestToDecide(ofKey, pipeline);
          expectEverythingToBeTold(ofKey, pipeline);
        }
      }),
      RUNS,
    );
  }, 60_000);
});

/** How one attempt at the same version comes: from the queue, or because somebody asked through the API. */
interface AnAttempt {
  readonly asked: boolean;
  readonly clockIsOffBy: number;
  readonly fault: Fault | undefined;
}

const anAttempt: fc.Arbitrary<AnAttempt> = fc.record({ asked: fc.boolean(), clockIsOffBy: skew, fault });

/** S3's own event knows its place among others; who asks through the API names but a time. */
function attemptAt(uploaded: UploadEvent, { asked, clockIsOffBy, fault: befalls }: AnAttempt, index: number) {
  const { sequencer, ...unordered } = uploaded;
  const eventTime = uploaded.eventTime + clockIsOffBy;
  const event: UploadEvent = asked
    ? { ...unordered, eventTime, reprocess: 'if-outdated' }
    : { ...uploaded, eventTime };
  return { event, message: `m-${index}`, fault: befalls };
}

function deletionOf({ key, eventTime }: UploadEvent): Delivery {
  const event = {
    kind: 'delete-marker-created',
    key,
    versionId: 'marker',
    eventTime: eventTime + 10,
  } as const;
  return { event: uploadEvent(event), message: 'm-deletion', fault: undefined };
}

describe('any attempts at one version, each with a time of its own for it', () => {
  it('end with one row for it, and when the image was deleted, with none that is not DELETED', async () => {
    const photo = await jpegPhoto({ width: 20, height: 16 });
    const attempts = fc.array(anAttempt, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(attempts, fc.boolean(), fc.scheduler(), async (all, isDeleted, scheduler) => {
        const pipeline = inMemoryPipeline(QUICK);
        const uploaded = uploadEvent(pipeline.store.put(SOURCE_BUCKET, 'uploads/a.jpg', photo));
        const made = all.map((one, index) => attemptAt(uploaded, one, index));
        if (isDeleted) pipeline.store.markDeleted(SOURCE_BUCKET, uploaded.key);
        await deliverAll(pipeline, isDeleted ? [...made, deletionOf(uploaded)] : made, scheduler);
        const uploads = pipeline.catalog.records.filter((record) => record.attempts !== undefined);
        const states = uploads.map(({ processingStatus }) => processingStatus);
        if (isDeleted) expect(new Set(states)).toEqual(new Set(['DELETED']));
        else expect(states).toEqual(['COMPLETED']);
        expect(pipeline.store.previews.size).toBe(isDeleted ? 0 : 1);
      }),
      RUNS,
    );
  }, 60_000);
});

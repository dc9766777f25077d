import { bookOfOne } from '../../lambda/domain/previews/recipe-book';
import type { Attempt, ProcessingDependencies } from '../../lambda/domain/processing';
import type { UploadEvent } from '../../lambda/domain/upload';
import { InMemoryImageCatalog } from './in-memory-image-catalog';
import { InMemoryImageStore } from './in-memory-image-store';
import { RecordingPublisher } from './recording-publisher';
import { recipe } from './rendering';

export const SOURCE_BUCKET = 'photo-uploads-000000000000-test';
export const NOON = Date.UTC(2026, 5, 21, 12);

/** A pipeline in memory, with a clock that tests set. */
export function inMemoryPipeline(overrides: Partial<ProcessingDependencies> = {}) {
  const clock = { time: NOON };
  const store = new InMemoryImageStore();
  const catalog = new InMemoryImageCatalog();
  const publisher = new RecordingPublisher();
  const dependencies: ProcessingDependencies = {
    store,
    catalog,
    publisher,
    recipes: bookOfOne(recipe({ maxFrames: overrides.limits?.maxFrames ?? 1 })),
    limits: { maxBytes: 10_485_760, maxPixels: 100_000_000, maxFrames: 1 },
    now: () => clock.time,
    ...overrides,
  };
  return { clock, store, catalog, publisher, dependencies };
}

/** An attempt for one message, with a minute left. */
export const attemptBy = (holder: string, now = NOON): Attempt => ({
  holder,
  renderBy: now + 52_000,
  claimUntil: now + 60_000,
});

let sequence = 0;

/** Returns a later event each time. Sequencer and time increase together, as in S3. */
export function uploadEvent(event: Partial<UploadEvent> = {}): UploadEvent {
  sequence += 1;
  return {
    kind: 'created',
    bucket: SOURCE_BUCKET,
    key: 'uploads/user-7/harbour.jpg',
    eventTime: NOON + sequence,
    sequencer: (0x55aed6dcd9000n + BigInt(sequence)).toString(16).padStart(16, '0').toUpperCase(),
    ...event,
  };
}

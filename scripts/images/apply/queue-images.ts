import { PermanentImageError } from '../../../lambda/domain/errors';
import { versionSegmentOf } from '../../../lambda/domain/image-record';
import type { OriginalHead } from '../../../lambda/domain/ports';
import type { Darkroom } from '../../connection/connection';
import { type QueuedUpload, queueUploads } from '../../connection/queue-uploads';
import { estimateImage } from '../plan/estimate';
import { type SelectedImage, selectedImages } from '../selection/selected-images';
import type { Selection } from '../selection/selection';
import type { ApplyRun } from './apply-run';
import { Pace } from './pace';
import type { QueuedImage } from './queued-images';

export interface QueueOptions {
  readonly selection: Selection;
  readonly run: ApplyRun;
  /** Images a second. */
  readonly rate: number;
  /** US dollars, of this run on the whole. */
  readonly maxCost: number;
  /** Milliseconds for images that nobody has made before. */
  readonly typicalMs: number;
  readonly signal: AbortSignal;
  /** Told of an image whose original is not there: making it again would only take its previews away. */
  readonly onMissing: (key: string) => void;
  readonly onQueued: (queued: number) => void;
  /**
   * Called with the first image of a run, which goes ahead alone. Answers whether it came out as wanted, false
   * when nobody can tell yet, and throws when the others must not follow.
   */
  readonly prove: (image: QueuedImage) => Promise<boolean>;
}

export type QueueingEnd = 'queued' | 'too-dear' | 'interrupted';

/** Messages in one SendMessageBatch. Source: SQS API reference. */
const MOST_AT_ONCE = 10;

/**
 * Queues the images of a selection, as fast as is allowed and as many as may be paid for. The run's place is
 * kept after each batch, so that no image is queued twice.
 */
export async function queueImages(darkroom: Darkroom, options: QueueOptions): Promise<QueueingEnd> {
  const { run, selection, rate, maxCost, signal } = options;
  const pace = new Pace(rate);
  const most = Math.min(MOST_AT_ONCE, Math.ceil(rate));
  let batch: SelectedImage[] = [];
  let usd = run.progress.usd;
  const flush = async () => {
    if (batch.length > 0) await queueBatch(batch, usd, darkroom, options, pace);
    batch = [];
  };
  for await (const image of selectedImages(darkroom, selection, run.progress.place)) {
    if (signal.aborted) return 'interrupted';
    const price = estimateImage(image, darkroom.settings, options.typicalMs).usd;
    if (usd + price > maxCost) {
      await flush();
      return 'too-dear';
    }
    usd += price;
    batch.push(image);
    if (batch.length >= most || !run.progress.isProven) await flush();
  }
  await flush();
  run.advance({ isQueued: true });
  return 'queued';
}

async function queueBatch(
  batch: readonly SelectedImage[],
  usd: number,
  darkroom: Darkroom,
  { run, onMissing, onQueued, prove }: QueueOptions,
  pace: Pace,
): Promise<void> {
  await pace.turn(batch.length);
  const heads = await Promise.all(batch.map((image) => headOf(image, darkroom)));
  const present = batch.flatMap((image, index) => {
    const head = heads[index];
    if (!head) onMissing(image.key);
    return head ? [{ image, head }] : [];
  });
  const place = batch.at(-1)?.place;
  await queueUploads(
    darkroom,
    present.map(({ image, head }) => uploadOf(image, head)),
  );
  const queued = present.map(({ image, head }) => queuedImage(image, head));
  run.images.add(queued);
  run.advance({ queued: run.progress.queued + queued.length, usd, ...(place && { place }) });
  onQueued(run.progress.queued);
  const [first] = queued;
  if (first && !run.progress.isProven) run.advance({ isProven: await prove(first) });
}

/** The version to make again, or the current one where no record names any. */
async function headOf(image: SelectedImage, darkroom: Darkroom): Promise<OriginalHead | undefined> {
  const { versionId, eTag } = image.status === 'UNRECORDED' ? {} : image.record;
  const ref = { ...(versionId && { versionId }), ...(eTag && { eTag }) };
  try {
    return await darkroom.store.headOriginal({ bucket: darkroom.sourceBucket, key: image.key, ...ref });
  } catch (error) {
    if (error instanceof PermanentImageError) return undefined;
    throw error;
  }
}

/** A record's own time makes the attempt find its row. */
const uploadOf = (image: SelectedImage, { bucket, key, versionId, eTag }: OriginalHead): QueuedUpload => ({
  bucket,
  key,
  time: image.status === 'UNRECORDED' ? image.object.lastModified : image.record.timestamp,
  reprocess: 'if-outdated',
  ...(versionId && { versionId }),
  ...(eTag && { eTag }),
});

const queuedImage = (image: SelectedImage, head: OriginalHead): QueuedImage => ({
  key: image.key,
  imageId: image.imageId,
  version: versionSegmentOf(head),
  attempts: image.status === 'UNRECORDED' ? 0 : (image.record.attempts ?? 0),
});

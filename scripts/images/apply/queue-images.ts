import { PermanentImageError } from '../../../lambda/domain/errors';
import { versionSegmentOf } from '../../../lambda/domain/image-record';
import type { OriginalHead } from '../../../lambda/domain/ports';
import { Pace } from '../../cli/pace';
import type { Darkroom } from '../../connection/connection';
import { MAX_BATCH, type QueuedUpload, queueUploads } from '../../connection/queue-uploads';
import { type EstimateTerms, estimateImage } from '../plan/estimate';
import type { OnSkipped, SelectedImage } from '../selection/selected-image';
import { selectedImages } from '../selection/selected-images';
import type { Selection } from '../selection/selection';
import type { ApplyRun } from './apply-run';
import type { QueuedImage } from './queued-images';

export interface QueueOptions {
  readonly selection: Selection;
  readonly run: ApplyRun;
  /** Images a second. */
  readonly rate: number;
  /** US dollars for the whole run. */
  readonly maxCost: number;
  readonly terms: EstimateTerms;
  readonly signal: AbortSignal;
  /** Called with the key of a missing original. Such an image is skipped: processing would only remove its previews. */
  readonly onMissing: (key: string) => void;
  /** Called with each image that is left out: see `SkipReason`. */
  readonly onSkipped: OnSkipped;
  readonly onQueued: (queued: number) => void;
  /**
   * Called with the first image of a run, before others are queued.
   * @returns whether the current recipe was applied; false when that is unknown
   * @throws OperatorError when the others must not be queued
   */
  readonly prove: (image: QueuedImage) => Promise<boolean>;
}

export type QueueingEnd = 'queued' | 'over-budget' | 'interrupted';

/**
 * Queues the images of a selection within the limits of rate and cost. The run stores its place after each
 * batch, so that no image is queued twice.
 */
export async function queueImages(darkroom: Darkroom, options: QueueOptions): Promise<QueueingEnd> {
  const { run, selection, rate, maxCost, terms, signal, onSkipped } = options;
  const pace = new Pace(rate);
  const batchSize = Math.min(MAX_BATCH, Math.ceil(rate));
  let batch: SelectedImage[] = [];
  let usd = run.progress.usd;
  const flush = async () => {
    if (batch.length > 0) await queueBatch(batch, usd, darkroom, options, pace);
    batch = [];
  };
  for await (const image of selectedImages(darkroom, selection, {
    ...(run.progress.place && { after: run.progress.place }),
    onSkipped,
  })) {
    if (signal.aborted) return 'interrupted';
    const price = estimateImage(image, terms).usd;
    if (usd + price > maxCost) {
      await flush();
      return 'over-budget';
    }
    usd += price;
    batch.push(image);
    if (batch.length >= batchSize || !run.progress.isProven) await flush();
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

/** Looks up the version to process again: that of the record, or the current one without a record. */
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

/** An attempt finds a record by its timestamp. */
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

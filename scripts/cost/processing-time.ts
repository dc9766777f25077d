import { ONE_VCPU_MEMORY_MB } from '../../lambda/domain/previews/memory-budget';
import type { PreviewFormat, PreviewSize } from '../../lambda/domain/previews/preview-recipe';
import { CONCURRENT_UPLOADS } from '../../lambda/process-image/concurrent-uploads';
import type { PlannedPreviews, PlannedProcessor } from './planned/functions';

/**
 * How long one photo takes, for those who have not measured it yet. Whoever runs Darkroom knows better: the
 * metric `ProcessingTime` says it, and every command takes it as `--ms`.
 */

/** A JPEG of quality 90 with a sensor's noise: 12.2 megapixels are 3.8 MB. */
const MEGAPIXELS_PER_MB = 12.2 / 3.8;

/**
 * Milliseconds of processor time of the rendering code on one x86-64 core, medians over a 12 megapixel JPEG
 * with the default previews: what the original costs per megapixel, and what each format adds per megapixel of
 * previews. `npm run bench -- --only a` measures the same on your machine.
 */
const DECODE_MS = 3.3;
const ENCODE_MS: Readonly<Record<PreviewFormat, number>> = {
  jpeg: 27,
  original: 27,
  webp: 44,
  png: 62,
  avif: 233,
};

/** The same of claiming, downloading, storing, recording and publishing: `npm run bench -- --only d`. */
const FUNCTION_MS = 15;

/** A vCPU of Lambda on arm64 is taken for half as fast as that core, which is on the careful side. */
const LAMBDA_SLOWNESS = 2;

/** Milliseconds that an upload waits for S3, DynamoDB and EventBridge, whatever the memory. An estimate. */
export const WAITING_MS = 150;

/** Bytes of a preview per pixel, of photos at the qualities that Darkroom encodes with. */
const BYTES_PER_PIXEL: Readonly<Record<PreviewFormat, number>> = {
  jpeg: 0.154,
  original: 0.154,
  webp: 0.106,
  png: 2.55,
  avif: 0.063,
};

/** Where one upload's time goes. */
export interface ProcessingTime {
  /** Milliseconds of one full vCPU. */
  readonly workMs: number;
  /** Milliseconds of waiting. */
  readonly waitingMs: number;
}

/** An upload's work uses one core: a share of it stretches the work, and more than one shortens nothing. */
const stretchOf = (memoryMb: number): number => Math.max(1, ONE_VCPU_MEMORY_MB / memoryMb);

/** What an upload of so many bytes is expected to take. */
export const expectedTime = (bytes: number, previews: PlannedPreviews): ProcessingTime => ({
  workMs: LAMBDA_SLOWNESS * (DECODE_MS * megapixelsOf(bytes) + encodingOf(previews) + FUNCTION_MS),
  waitingMs: WAITING_MS,
});

/** A measured time, taken apart by the memory it was measured with. */
export function measuredTime(ms: number, { memoryMb }: Pick<PlannedProcessor, 'memoryMb'>): ProcessingTime {
  const waitingMs = Math.min(ms, WAITING_MS);
  return { workMs: (ms - waitingMs) / stretchOf(memoryMb), waitingMs };
}

/** Milliseconds with so much memory. */
export const durationMs = ({ workMs, waitingMs }: ProcessingTime, memoryMb: number): number =>
  workMs * stretchOf(memoryMb) + waitingMs;

/** Milliseconds that an upload keeps a function at work in a full batch, where the waiting of some overlaps. */
export const busyMs = (
  { workMs, waitingMs }: ProcessingTime,
  { memoryMb, batchSize }: Pick<PlannedProcessor, 'memoryMb' | 'batchSize'>,
): number => durationMs({ workMs, waitingMs: waitingMs / Math.min(CONCURRENT_UPLOADS, batchSize) }, memoryMb);

export const previewBytes = ({ PREVIEW_SIZES, PREVIEW_FORMAT }: PlannedPreviews): number =>
  pixelsOf(PREVIEW_SIZES) * BYTES_PER_PIXEL[PREVIEW_FORMAT];

export const megapixelsOf = (bytes: number): number => (bytes / 1e6) * MEGAPIXELS_PER_MB;

const encodingOf = ({ PREVIEW_SIZES, PREVIEW_FORMAT }: PlannedPreviews): number =>
  (pixelsOf(PREVIEW_SIZES) / 1e6) * ENCODE_MS[PREVIEW_FORMAT];

/** Of photos of 4 to 3, fitted into the boxes. */
const pixelsOf = (sizes: readonly PreviewSize[]): number =>
  sizes.reduce((sum, { width, height }) => {
    const long = Math.min(width, (height * 4) / 3);
    return sum + (long * long * 3) / 4;
  }, 0);

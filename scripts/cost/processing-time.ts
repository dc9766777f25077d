import { ONE_VCPU_MEMORY_MB } from '../../lambda/domain/previews/memory-budget';
import type { PreviewFormat, PreviewSize } from '../../lambda/domain/previews/preview-recipe';
import { CONCURRENT_UPLOADS } from '../../lambda/process-image/concurrent-uploads';
import type { PlannedPreviews, PlannedProcessor } from './planned-system';

/** For a JPEG of quality 90 with sensor noise: 12.2 megapixels are 3.8 MB. */
const MEGAPIXELS_PER_MB = 12.2 / 3.8;

/**
 * Milliseconds of CPU to render on one x86-64 core, medians for a 12 megapixel JPEG with the default previews: per
 * megapixel of the original, and per megapixel of previews in each format. `npm run bench -- --only a` measures the same
 * on your machine.
 */
const DECODE_MS = 3.3;
const ENCODE_MS: Readonly<Record<PreviewFormat, number>> = {
  jpeg: 27,
  original: 27,
  webp: 44,
  png: 62,
  avif: 233,
};

/** The same for claim, download, storing, record and event: `npm run bench -- --only d`. */
const FUNCTION_MS = 15;

/** Assumes that a vCPU of Lambda on arm64 is half as fast as that core, a conservative estimate. */
const LAMBDA_SLOWNESS = 2;

/** Milliseconds of waiting for S3, DynamoDB and EventBridge, independent of memory. An estimate. */
export const WAITING_MS = 150;

/** Bytes per pixel of a preview at the qualities that Darkroom uses. */
const BYTES_PER_PIXEL: Readonly<Record<PreviewFormat, number>> = {
  jpeg: 0.154,
  original: 0.154,
  webp: 0.106,
  png: 2.55,
  avif: 0.063,
};

/** The time of one upload. */
export interface ProcessingTime {
  /** Milliseconds of one full vCPU. */
  readonly workMs: number;
  /** Milliseconds of waiting. */
  readonly waitingMs: number;
}

/** An upload uses one core. A share of a core stretches the work; more than one does not shorten it. */
const stretchOf = (memoryMb: number): number => Math.max(1, ONE_VCPU_MEMORY_MB / memoryMb);

/** The expected time of an upload. Measure `ProcessingTime` and pass it as `--ms` for a better value. */
export const expectedTime = (bytes: number, previews: PlannedPreviews): ProcessingTime => ({
  workMs: LAMBDA_SLOWNESS * (DECODE_MS * megapixelsOf(bytes) + encodingOf(previews) + FUNCTION_MS),
  waitingMs: WAITING_MS,
});

/** Splits a time that was measured with the given memory into work and waiting. */
export function measuredTime(ms: number, { memoryMb }: Pick<PlannedProcessor, 'memoryMb'>): ProcessingTime {
  const waitingMs = Math.min(ms, WAITING_MS);
  return { workMs: (ms - waitingMs) / stretchOf(memoryMb), waitingMs };
}

/** Milliseconds with the given memory. */
export const durationMs = ({ workMs, waitingMs }: ProcessingTime, memoryMb: number): number =>
  workMs * stretchOf(memoryMb) + waitingMs;

/** Milliseconds per upload in a full batch, in which waiting overlaps. */
export const busyMs = (
  { workMs, waitingMs }: ProcessingTime,
  { memoryMb, batchSize }: Pick<PlannedProcessor, 'memoryMb' | 'batchSize'>,
): number => durationMs({ workMs, waitingMs: waitingMs / Math.min(CONCURRENT_UPLOADS, batchSize) }, memoryMb);

export const previewBytes = ({ PREVIEW_SIZES, PREVIEW_FORMAT }: PlannedPreviews): number =>
  pixelsOf(PREVIEW_SIZES) * BYTES_PER_PIXEL[PREVIEW_FORMAT];

export const megapixelsOf = (bytes: number): number => (bytes / 1e6) * MEGAPIXELS_PER_MB;

const encodingOf = ({ PREVIEW_SIZES, PREVIEW_FORMAT }: PlannedPreviews): number =>
  (pixelsOf(PREVIEW_SIZES) / 1e6) * ENCODE_MS[PREVIEW_FORMAT];

/** Assumes photos with an aspect ratio of 4:3, fitted into the boxes. */
const pixelsOf = (sizes: readonly PreviewSize[]): number =>
  sizes.reduce((sum, { width, height }) => {
    const long = Math.min(width, (height * 4) / 3);
    return sum + (long * long * 3) / 4;
  }, 0);

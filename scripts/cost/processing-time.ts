import { ONE_VCPU_MEMORY_MB } from '../../lambda/domain/previews/memory-budget';
import type { PreviewFormat } from '../../lambda/domain/previews/preset';
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
const WAITING_MS = 150;

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

/** An upload uses one core. Less memory than that of one core slows it down; more does not speed it up. */
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

/** Bytes of all files. */
export const previewBytes = (previews: PlannedPreviews): number =>
  filesOf(previews).reduce((sum, { pixels, format }) => sum + pixels * BYTES_PER_PIXEL[format], 0);

/** Files of an upload: each preset in each of its formats. */
export const fileCount = (previews: PlannedPreviews): number => filesOf(previews).length;

const megapixelsOf = (bytes: number): number => (bytes / 1e6) * MEGAPIXELS_PER_MB;

const encodingOf = (previews: PlannedPreviews): number =>
  filesOf(previews).reduce((sum, { pixels, format }) => sum + (pixels / 1e6) * ENCODE_MS[format], 0);

interface PlannedFile {
  readonly pixels: number;
  readonly format: PreviewFormat;
}

const filesOf = ({ presets }: PlannedPreviews): PlannedFile[] =>
  presets.flatMap((preset) => preset.formats.map((format) => ({ pixels: pixelsOf(preset), format })));

/** Assumes photos with an aspect ratio of 4:3. A preview that fits inside a box fills it as far as this ratio allows. */
function pixelsOf({ width, height, fit }: PlannedPreviews['presets'][number]): number {
  if (fit !== 'inside') return width * height;
  const long = Math.min(width, (height * 4) / 3);
  return (long * long * 3) / 4;
}

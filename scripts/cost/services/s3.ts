import type { Transition } from '../../../plan/topology/buckets';
import type { PlannedSystem } from '../planned-system';
import { previewBytes } from '../processing-time';
import type { Workload } from '../workload';
import { GB, type Later, type ServiceUsage, type Stored, serviceUsage } from './service-usage';

/** Smaller objects are not transitioned. Source: Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle". */
const MIN_TRANSITION_BYTES = 128 * 1024;

const CLASSES = {
  STANDARD: { storage: 's3StandardGbMonth' },
  STANDARD_IA: { storage: 's3InfrequentGbMonth', transition: 's3InfrequentTransition' },
  GLACIER_IR: { storage: 's3GlacierGbMonth', transition: 's3GlacierTransition' },
} as const;

/** The transitions of an original of this workload. */
export const movesOf = ({ stores }: PlannedSystem, { bytes }: Workload): readonly Transition[] =>
  bytes < MIN_TRANSITION_BYTES ? [] : (stores.originals ?? []);

/** The upload, its download by the function, and its previews. */
export function s3Usage(system: PlannedSystem, workload: Workload): ServiceUsage {
  const { stores } = system;
  const { previews } = system.processor;
  const moves = movesOf(system, workload);
  return serviceUsage('S3', {
    perUpload: { s3StandardPut: 1 + previews.PREVIEW_SIZES.length, s3StandardGet: 1 },
    stored: [
      ...(stores.originals ? storedOriginals(workload.bytes, moves) : []),
      {
        unit: 's3StandardGbMonth',
        quantity: previewBytes(previews) / GB,
        fromDay: 0,
        untilDay: stores.previewDays ?? Infinity,
      },
    ],
    later: moves.map(
      ({ days, storageClass }): Later => ({
        usage: { [CLASSES[storageClass].transition]: 1 },
        onDay: days,
      }),
    ),
  });
}

function storedOriginals(bytes: number, moves: readonly Transition[]): Stored[] {
  const stays = [{ days: 0, storageClass: 'STANDARD' as const }, ...moves];
  return stays.map(({ days, storageClass }, index) => ({
    unit: CLASSES[storageClass].storage,
    quantity: bytes / GB,
    fromDay: days,
    untilDay: stays[index + 1]?.days ?? Infinity,
  }));
}

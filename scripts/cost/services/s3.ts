import type { Transition } from '../../../plan/topology/buckets';
import type { PlannedSystem } from '../planned-system';
import type { PricedUnit } from '../prices';
import { fileCount, previewBytes } from '../processing-time';
import type { Workload } from '../workload';
import { GB, type Later, type ServiceUsage, type Stored, serviceUsage } from './service-usage';

/** Smaller objects are not transitioned. Source: Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle". */
const MIN_TRANSITION_BYTES = 128 * 1024;

interface StorageClass {
  readonly storage: PricedUnit;
  readonly request: PricedUnit;
  /** Per gigabyte read. */
  readonly retrieval?: PricedUnit;
}

const STANDARD: StorageClass = { storage: 's3StandardGbMonth', request: 's3StandardGet' };

/** The colder classes, and the price of a transition to each. */
const COLD: Readonly<Record<Transition['storageClass'], StorageClass & { readonly transition: PricedUnit }>> =
  {
    STANDARD_IA: {
      storage: 's3InfrequentGbMonth',
      request: 's3InfrequentGet',
      retrieval: 's3InfrequentRetrievalGb',
      transition: 's3InfrequentTransition',
    },
    GLACIER_IR: {
      storage: 's3GlacierGbMonth',
      request: 's3GlacierGet',
      retrieval: 's3GlacierRetrievalGb',
      transition: 's3GlacierTransition',
    },
  };

/** The transitions of an original of this workload. */
export const movesOf = (
  { stores }: PlannedSystem,
  { bytes }: Pick<Workload, 'bytes'>,
): readonly Transition[] => (bytes < MIN_TRANSITION_BYTES ? [] : (stores.originals ?? []));

/** The storage class of an original by its age; Standard for an imported bucket, whose lifecycle rules are unknown. */
export function storageClassAt(
  system: PlannedSystem,
  { bytes, ageDays }: { readonly bytes: number; readonly ageDays: number },
): StorageClass {
  const latest = movesOf(system, { bytes }).findLast(({ days }) => ageDays >= days);
  return latest ? COLD[latest.storageClass] : STANDARD;
}

/** The upload, its download by the function, and its previews. */
export function s3Usage(system: PlannedSystem, workload: Workload): ServiceUsage {
  const { stores } = system;
  const { previews } = system.processor;
  const moves = movesOf(system, workload);
  return serviceUsage('S3', {
    perUpload: { s3StandardPut: 1 + fileCount(previews), s3StandardGet: 1 },
    // Reading an image lists its previews.
    perRead: { s3StandardPut: 1 },
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
        usage: { [COLD[storageClass].transition]: 1 },
        onDay: days,
      }),
    ),
  });
}

function storedOriginals(bytes: number, moves: readonly Transition[]): Stored[] {
  const stays = [
    { days: 0, storage: STANDARD.storage },
    ...moves.map(({ days, storageClass }) => ({ days, storage: COLD[storageClass].storage })),
  ];
  return stays.map(({ days, storage }, index) => ({
    unit: storage,
    quantity: bytes / GB,
    fromDay: days,
    untilDay: stays[index + 1]?.days ?? Infinity,
  }));
}

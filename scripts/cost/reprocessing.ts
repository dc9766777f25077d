import type { PlannedSystem } from './planned-system';
import { durationMs, type ProcessingTime } from './processing-time';
import { servicesUsed } from './services/all';
import { storageClassAt } from './services/s3';
import { GB } from './services/service-usage';
import { addUsage, scaleUsage, type Usage } from './usage';
import { uploadTerms, type Workload } from './workload';

/** An original in the source bucket that is processed again. */
export interface StoredOriginal {
  readonly bytes: number;
  readonly ageDays: number;
}

/** The usage of one upload as in the bill, from its arrival to its last event. */
function uploadUsage(system: PlannedSystem, workload: Workload, time: ProcessingTime): Usage {
  const services = servicesUsed(system, workload, uploadTerms(system, workload, time));
  return services.map(({ perUpload }) => perUpload).reduce(addUsage, {});
}

/** The usage of an upload's arrival: its PUT and the bucket's event. */
export const arrivalUsage = ({ events }: PlannedSystem): Usage => ({
  s3StandardPut: 1,
  eventBridgeEvent: events.ofSourceBucket ? 1 : 0,
});

/** Looking up the version twice before it is queued, and listing its previews before and after. */
export const lookupUsage: Usage = { s3StandardGet: 2, s3StandardPut: 2 };

/** The usage of processing an original again: that of an upload without its arrival, plus the lookups. */
export function reprocessingUsage(
  system: PlannedSystem,
  original: StoredOriginal,
  { time, perDay }: { readonly time: ProcessingTime; readonly perDay: number },
): { readonly ms: number; readonly usage: Usage } {
  const workload = { uploadsPerDay: perDay, bytes: original.bytes, readsPerDay: 0 };
  const upload = uploadUsage(system, workload, time);
  const usage = [scaleUsage(-1, arrivalUsage(system)), lookupUsage].reduce(addUsage, upload);
  return { ms: durationMs(time, system.processor.memoryMb), usage: readFrom(system, original, usage) };
}

/** Reads from a colder storage class cost more, and are billed by the gigabyte as well. */
function readFrom(system: PlannedSystem, original: StoredOriginal, usage: Usage): Usage {
  const { request, retrieval } = storageClassAt(system, original);
  const { s3StandardGet: reads = 0, ...rest } = usage;
  return { ...rest, [request]: reads, ...(retrieval && { [retrieval]: original.bytes / GB }) };
}

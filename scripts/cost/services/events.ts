import type { PlannedSystem } from '../planned-system';
import type { Usage } from '../usage';
import type { Workload } from '../workload';
import { recordBytes } from './dynamodb';
import { movesOf } from './s3';
import { GB, type Later, type ServiceUsage, serviceUsage } from './service-usage';

/** Bytes around the record: source, detail type, account, region and the like. */
const ENVELOPE_BYTES = 400;

/** The event about each upload, the event of the source bucket, and the archive. */
export function eventBridgeUsage(system: PlannedSystem, workload: Workload): ServiceUsage {
  const { ofSourceBucket, archiveDays } = system.events;
  const gb = (recordBytes(system) + ENVELOPE_BYTES) / GB;
  return serviceUsage('EventBridge', {
    perUpload: {
      eventBridgeEvent: ofSourceBucket ? 2 : 1,
      eventBridgeArchiveGb: gb * archiveDays.length,
    },
    // The second of two attempts at an upload publishes again, in case the first could not.
    perProcess: { eventBridgeEvent: 1 },
    stored: archiveDays.map((untilDay) => ({
      unit: 'eventBridgeArchiveGbMonth',
      quantity: gb,
      fromDay: 0,
      untilDay,
    })),
    later: ofSourceBucket ? changesOfClass(system, workload) : [],
  });
}

/** S3 sends an event for every lifecycle transition. */
const changesOfClass = (system: PlannedSystem, workload: Workload): Later[] =>
  movesOf(system, workload).map(({ days }) => ({ usage: { eventBridgeEvent: 1 }, onDay: days }));

export const snsUsage = ({ events }: PlannedSystem): ServiceUsage =>
  serviceUsage('SNS', { perUpload: notices(events), perProcess: notices(events) });

const notices = ({ publications, emails }: PlannedSystem['events']): Usage => ({
  snsPublish: publications,
  snsEmail: emails,
});

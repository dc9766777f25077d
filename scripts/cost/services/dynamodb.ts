import type { PlannedSystem } from '../planned-system';
import type { Workload } from '../workload';
import { GB, type ServiceUsage, serviceUsage } from './service-usage';

/** Bytes of a claimed record, and of a finished one without previews. Estimated from records of photos. */
const CLAIMED_BYTES = 600;
const FINISHED_BYTES = 900;
const BYTES_PER_PREVIEW = 190;
/** For each file of a preview with several formats. */
const BYTES_PER_FILE = 30;
/** Source: Amazon DynamoDB Developer Guide, "DynamoDB read and write operations". */
const WRITE_UNIT_BYTES = 1024;
/** One strongly consistent read of an image's history after its claim. */
const READS = 1;

/** The only index key that changes between claim and end, which moves the row in its index. */
const MOVING_KEY = 'processingStatus';

const units = (bytes: number): number => Math.ceil(bytes / WRITE_UNIT_BYTES);

export const recordBytes = ({ processor }: Pick<PlannedSystem, 'processor'>): number =>
  processor.previews.presets.reduce(
    (sum, { formats }) =>
      sum + BYTES_PER_PREVIEW + (formats.length > 1 ? formats.length * BYTES_PER_FILE : 0),
    FINISHED_BYTES,
  );

/** The write units of one upload. */
export interface RecordWrites {
  /** For the claimed row, and for the finished one. */
  readonly claimed: number;
  readonly finished: number;
  readonly table: number;
  /** By the index's partition key. */
  readonly indexes: Readonly<Record<string, number>>;
}

/** Claim and end each write the row to the table and all indexes. In the index by status it also moves. */
export function recordWrites({ processor, stores }: PlannedSystem): RecordWrites {
  const [claimed, finished] = [units(CLAIMED_BYTES), units(recordBytes({ processor }))];
  const indexes = stores.table.indexKeys.map((key) => {
    const removed = key === MOVING_KEY ? claimed : 0;
    return [key, claimed + finished + removed] as const;
  });
  return { claimed, finished, table: claimed + finished, indexes: Object.fromEntries(indexes) };
}

/** The reads that a wait adds, as `awaitOutcome` spaces them: three in the first two seconds, then one every two. */
const waitReads = ({ waitSeconds = 0 }: Workload): number =>
  waitSeconds === 0 ? 0 : Math.ceil(2 + waitSeconds / 2);

export function dynamoDbUsage(system: PlannedSystem, workload: Workload): ServiceUsage {
  const { indexKeys, hasPointInTimeRecovery } = system.stores.table;
  const { table, indexes } = recordWrites(system);
  const gb = recordBytes(system) / GB;
  const life = { fromDay: 0, untilDay: system.processor.recordDays ?? Infinity };
  return serviceUsage('DynamoDB', {
    perUpload: {
      dynamoDbWrite: Object.values(indexes).reduce((sum, written) => sum + written, table),
      dynamoDbRead: READS,
    },
    perRead: { dynamoDbRead: 1 + waitReads(workload) },
    stored: [
      { unit: 'dynamoDbGbMonth', quantity: gb * (1 + indexKeys.length), ...life },
      ...(hasPointInTimeRecovery ? [{ unit: 'dynamoDbBackupGbMonth' as const, quantity: gb, ...life }] : []),
    ],
  });
}

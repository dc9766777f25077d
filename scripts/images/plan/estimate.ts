import type { ImageCatalog } from '../../../lambda/domain/ports';
import { ONE_VCPU_MEMORY_MB } from '../../../lambda/domain/previews/memory-budget';
import type { Settings } from '../../../stacks/settings';
import { costOf, type Usage } from '../../cost/usage';
import type { SelectedImage } from '../selection/selected-image';

/** What making one image again is likely to take. */
export interface Estimate {
  /** Milliseconds of the function. */
  readonly lambdaMs: number;
  readonly usage: Usage;
  /** US dollars. */
  readonly usd: number;
}

type Terms = Pick<
  Settings,
  'AWS_REGION' | 'PREVIEW_SIZES' | 'NOTIFICATION_EMAIL' | 'NOTIFY_ON' | 'SOURCE_BUCKET'
>;

/** Send, receive and delete. */
const QUEUE_REQUESTS = 3;
/**
 * Claiming and finishing, each of two units for a record of up to 2 KB, in the table and its three indexes;
 * in the index by status a row moves, which is a deletion and a write.
 */
const RECORD_WRITE_UNITS = 2 * 2 * (1 + 4);
/** The history, twice, strongly consistent. */
const RECORD_READ_UNITS = 2;
/** What the function writes of one image. */
const LOG_GB = 1e-6;
/** Looking for what the earlier recipe left is a LIST, which costs as much as a PUT. */
const LISTS = 1;
const DAY = 86_400_000;
const GB = 1e9;

/** Where the lifecycle of Darkroom's own bucket has moved originals by their age in days, oldest first. */
const COLD_CLASSES = [
  { fromDay: 90, request: 's3GlacierGet', retrieval: 's3GlacierRetrievalGb' },
  { fromDay: 30, request: 's3InfrequentGet', retrieval: 's3InfrequentRetrievalGb' },
] as const;

/** For an environment that has made nothing yet: a photo of a phone. */
const DURATION_WITHOUT_EXPERIENCE = 500;
const EXPERIENCE_RECORDS = 100;

/** Milliseconds that an image took lately, for those that nobody has made before. */
export async function typicalDuration(catalog: Pick<ImageCatalog, 'list'>): Promise<number> {
  const { records } = await catalog.list({ by: 'status', status: 'COMPLETED' }, EXPERIENCE_RECORDS);
  const durations = records.flatMap(({ durationMs = [] }) => durationMs);
  if (durations.length === 0) return DURATION_WITHOUT_EXPERIENCE;
  return durations.reduce((sum, ms) => sum + ms, 0) / durations.length;
}

/** Estimates by what the image took the last time, and what AWS bills for each of its steps. */
export function estimateImage(image: SelectedImage, terms: Terms, typicalMs: number): Estimate {
  const isRecorded = image.status !== 'UNRECORDED';
  const lambdaMs = (isRecorded ? image.record.durationMs : undefined) ?? typicalMs;
  const usage: Usage = {
    lambdaArmGbSecond: ((lambdaMs / 1000) * ONE_VCPU_MEMORY_MB) / 1024,
    lambdaRequest: 1,
    s3StandardPut: terms.PREVIEW_SIZES.length + LISTS,
    sqsRequest: QUEUE_REQUESTS,
    dynamoDbWrite: RECORD_WRITE_UNITS,
    dynamoDbRead: RECORD_READ_UNITS,
    eventBridgeEvent: 1,
    cloudWatchLogGb: LOG_GB,
    ...(sendsEmail(terms) && { snsEmail: 1 }),
    ...readingOf(image, terms),
  };
  return { lambdaMs, usage, usd: costOf(usage, terms.AWS_REGION) };
}

/** Whether people are told of images that are made again: their events are published as for the first time. */
export const sendsEmail = ({ NOTIFICATION_EMAIL, NOTIFY_ON }: Terms): boolean =>
  NOTIFICATION_EMAIL !== undefined && NOTIFY_ON === 'all';

/** Cold originals cost more to read, and by the gigabyte. Of an imported bucket the lifecycle is not known. */
function readingOf(image: SelectedImage, { SOURCE_BUCKET }: Terms): Usage {
  const isRecorded = image.status !== 'UNRECORDED';
  const uploaded = isRecorded ? image.record.timestamp : image.object.lastModified;
  const bytes = (isRecorded ? image.record.size : image.object.size) ?? 0;
  const age = (Date.now() - uploaded) / DAY;
  const cold = SOURCE_BUCKET ? undefined : COLD_CLASSES.find(({ fromDay }) => age >= fromDay);
  // The version is looked up before it is queued, and then read.
  return cold ? { [cold.request]: 2, [cold.retrieval]: bytes / GB } : { s3StandardGet: 2 };
}

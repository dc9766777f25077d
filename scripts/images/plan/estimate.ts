import type { ImageCatalog } from '../../../lambda/domain/ports';
import type { Settings } from '../../../stacks/settings';
import { type PlannedSystem, plannedSystem } from '../../cost/planned-system';
import { expectedTime, measuredTime } from '../../cost/processing-time';
import { reprocessingUsage } from '../../cost/reprocessing';
import { costOf, type Usage } from '../../cost/usage';
import { SECONDS_PER_DAY } from '../../cost/workload';
import type { SelectedImage } from '../selection/selected-image';

/** The estimated work of processing one image again. */
export interface Estimate {
  /** Milliseconds of the function. */
  readonly lambdaMs: number;
  readonly usage: Usage;
  /** US dollars. */
  readonly usd: number;
}

/** The facts that estimates of one run share. */
export interface EstimateTerms {
  readonly system: PlannedSystem;
  readonly region: string;
  /** Images queued per second. */
  readonly rate: number;
  /** Average milliseconds of recent images; absent where none was processed yet. */
  readonly typicalMs?: number;
}

const EXPERIENCE_RECORDS = 100;
const DAY = 86_400_000;

/** Synthesizes the plan of the settings, and averages recent processing times. */
export async function estimateTerms(
  { catalog, settings }: { readonly catalog: Pick<ImageCatalog, 'list'>; readonly settings: Settings },
  rate: number,
): Promise<EstimateTerms> {
  const { synthesizedPlan } = await import('../../cli/synthesized-plan');
  const { records } = await catalog.list({ by: 'status', status: 'COMPLETED' }, EXPERIENCE_RECORDS);
  const durations = records.flatMap(({ durationMs = [] }) => durationMs);
  const sum = durations.reduce((total, ms) => total + ms, 0);
  return {
    system: plannedSystem(synthesizedPlan(settings)),
    region: settings.AWS_REGION,
    rate,
    ...(durations.length > 0 && { typicalMs: sum / durations.length }),
  };
}

/** Estimates by the previous processing time of the image; else by a typical one; else by its size. */
export function estimateImage(image: SelectedImage, terms: EstimateTerms): Estimate {
  const { system, region, rate, typicalMs } = terms;
  const isRecorded = image.status !== 'UNRECORDED';
  const uploaded = isRecorded ? image.record.timestamp : image.object.lastModified;
  const bytes = (isRecorded ? image.record.size : image.object.size) ?? 0;
  const measuredMs = (isRecorded ? image.record.durationMs : undefined) ?? typicalMs;
  const time =
    measuredMs === undefined
      ? expectedTime(bytes, system.processor.previews)
      : measuredTime(measuredMs, system.processor);
  const { ms, usage } = reprocessingUsage(
    system,
    { bytes, ageDays: (Date.now() - uploaded) / DAY },
    { time, perDay: rate * SECONDS_PER_DAY },
  );
  return { lambdaMs: ms, usage, usd: costOf(usage, region) };
}

/** Whether processing an image again sends an e-mail: its event is published as for the first time. */
export const sendsEmail = ({
  NOTIFICATION_EMAIL,
  NOTIFY_ON,
}: Pick<Settings, 'NOTIFICATION_EMAIL' | 'NOTIFY_ON'>): boolean =>
  NOTIFICATION_EMAIL !== undefined && NOTIFY_ON === 'all';

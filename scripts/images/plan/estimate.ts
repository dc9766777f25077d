import { DAY_MS, DAY_SECONDS } from '../../../lambda/domain/days';
import type { ImageCatalog } from '../../../lambda/domain/ports';
import { type RecipeBook, recipeOf } from '../../../lambda/domain/previews/recipe-book';
import { recipeBookOf } from '../../../lambda/runtime/recipe-settings';
import type { Settings } from '../../../stacks/settings';
import { type PlannedPreviews, type PlannedSystem, plannedSystem } from '../../cost/planned-system';
import { expectedTime, measuredTime, type ProcessingTime } from '../../cost/processing-time';
import { reprocessingUsage } from '../../cost/reprocessing';
import { costOf, type Usage } from '../../cost/usage';
import type { SelectedImage } from '../selection/selected-image';
import { previewsOf, previewsToMake } from './previews-to-make';

/** The estimated work of processing one image again. */
export interface Estimate {
  /** Milliseconds of the function. */
  readonly lambdaMs: number;
  readonly usage: Usage;
  /** US dollars. */
  readonly usd: number;
}

/** The terms that all estimates of a run share. */
export interface EstimateTerms {
  readonly system: PlannedSystem;
  readonly region: string;
  /** Images queued per second. */
  readonly rate: number;
  /** Average milliseconds of recent images. Absent before the first one. */
  readonly typicalMs?: number;
  /** The recipes to process with. */
  readonly recipes: RecipeBook;
}

const EXPERIENCE_RECORDS = 100;

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
    recipes: recipeBookOf(settings),
    ...(durations.length > 0 && { typicalMs: sum / durations.length }),
  };
}

/** Estimates from the image's previous processing time, or else the average one, or else its size. */
export function estimateImage(image: SelectedImage, terms: EstimateTerms): Estimate {
  const { system, region, rate } = terms;
  const isRecorded = image.status !== 'UNRECORDED';
  const uploaded = isRecorded ? image.record.timestamp : image.object.lastModified;
  const bytes = (isRecorded ? image.record.size : image.object.size) ?? 0;
  const previews = previewsToMake(image, recipeOf(terms.recipes, image.key).recipe);
  const processor = { ...system.processor, previews };
  const { ms, usage } = reprocessingUsage(
    { ...system, processor },
    { bytes, ageDays: (Date.now() - uploaded) / DAY_MS },
    { time: timeOf(image, bytes, previews, terms), perDay: rate * DAY_SECONDS },
  );
  return { lambdaMs: ms, usage, usd: costOf(usage, region) };
}

/** The time that an image took before, corrected by the difference between its previews and those to make. */
function timeOf(
  image: SelectedImage,
  bytes: number,
  previews: PlannedPreviews,
  { system, typicalMs }: EstimateTerms,
): ProcessingTime {
  const record = image.status === 'UNRECORDED' ? undefined : image.record;
  const measuredMs = record?.durationMs ?? typicalMs;
  if (measuredMs === undefined) return expectedTime(bytes, previews);
  const { workMs, waitingMs } = measuredTime(measuredMs, system.processor);
  if (image.status !== 'COMPLETED' || !record?.previews) return { workMs, waitingMs };
  const more = expectedTime(bytes, previews).workMs - expectedTime(bytes, previewsOf(record)).workMs;
  return { workMs: Math.max(0, workMs + more), waitingMs };
}

/** Whether processing an image again sends an e-mail. Its event is published again. */
export const sendsEmail = ({
  NOTIFICATION_EMAIL,
  NOTIFY_ON,
}: Pick<Settings, 'NOTIFICATION_EMAIL' | 'NOTIFY_ON'>): boolean =>
  NOTIFICATION_EMAIL !== undefined && NOTIFY_ON === 'all';

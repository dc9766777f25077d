import { DAY_SECONDS } from '../../lambda/domain/days';
import { type BillTerms, billOf, TWELFTH_MONTH } from '../cost/bill/bill';
import type { PlannedSystem } from '../cost/planned-system';
import { busyMs, fileCount, type ProcessingTime } from '../cost/processing-time';
import { recordWrites } from '../cost/services/dynamodb';
import { type Quota, quotasOf, speedOf } from './quotas';

/** The ratio of the busiest hour to the average one. */
export const PEAK = 4;
/** Size of a typical phone photo. */
export const PHOTO_BYTES = 4_000_000;
export const STEPS: readonly number[] = [2000, 20_000, 100_000, 1_000_000, 10_000_000];

/** A number of uploads a day, and its requirements. */
export interface Step {
  readonly uploadsPerDay: number;
  /** Uploads a second in the busiest hour. */
  readonly peak: number;
  /** At the peak: concurrent functions, write units a second with all indexes, previews written a second. */
  readonly functions: number;
  readonly writeUnits: number;
  readonly previews: number;
  /** US dollars of the twelfth month. */
  readonly usd: number;
  /** The next quota that binds; absent beyond the last one. */
  readonly next?: BindingQuota;
}

export interface BindingQuota extends Quota {
  /** Uploads a day whose busiest hour reaches the limit. */
  readonly bindsAt: number;
}

/** All quotas, sorted by the uploads at which they bind. */
export const bindingQuotas = (system: PlannedSystem, time: ProcessingTime): BindingQuota[] =>
  quotasOf(system, time)
    .map((quota) => ({ ...quota, bindsAt: (speedOf(quota) * DAY_SECONDS) / PEAK }))
    .sort((a, b) => a.bindsAt - b.bindsAt);

export function growthSteps(system: PlannedSystem, { time, region }: BillTerms): Step[] {
  const quotas = bindingQuotas(system, time);
  const { table, indexes } = recordWrites(system);
  const units = Object.values(indexes).reduce((sum, written) => sum + written, table);
  return STEPS.map((uploadsPerDay) => {
    const peak = (PEAK * uploadsPerDay) / DAY_SECONDS;
    const next = quotas.find(({ bindsAt }) => bindsAt > uploadsPerDay);
    const workload = { uploadsPerDay, bytes: PHOTO_BYTES, readsPerDay: 0 };
    return {
      uploadsPerDay,
      peak,
      functions: (peak * busyMs(time, system.processor)) / 1000,
      writeUnits: peak * units,
      previews: peak * fileCount(system.processor.previews),
      usd: billOf(system, workload, { time, region }).total.monthly[TWELFTH_MONTH] ?? Number.NaN,
      ...(next && { next }),
    };
  });
}

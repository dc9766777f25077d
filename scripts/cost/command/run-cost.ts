import { EXIT } from '../../cli/exit-codes';
import { projectSettings } from '../../cli/project';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import { openTerminal } from '../../cli/terminal';
import { type Bill, billOf } from '../bill/bill';
import { compareFormats, compareMemory } from '../bill/compare';
import { type PlannedSystem, plannedSystem } from '../planned-system';
import { PRICES_AS_OF, pricedRegion } from '../prices';
import { expectedTime, measuredTime } from '../processing-time';
import type { Workload } from '../workload';
import { worstHour } from '../worst-hour';
import { billLines } from './bill-text';
import { comparisonLines } from './compare-text';

export interface CostOptions {
  readonly uploads: number;
  readonly size: number;
  readonly apiReads: number;
  readonly apiProcess: number;
  readonly apiWait: number;
  readonly views: number;
  readonly deletions: number;
  readonly region?: string;
  readonly ms?: number;
  readonly compare?: boolean;
  readonly json?: boolean;
}

/** Estimates the monthly bill. @returns the exit code */
export async function runCost(options: CostOptions): Promise<number> {
  const settings = projectSettings();
  const system = plannedSystem(synthesizedPlan(settings));
  const workload = {
    uploadsPerDay: options.uploads,
    bytes: options.size,
    readsPerDay: options.apiReads,
    processesPerDay: options.apiProcess,
    waitSeconds: options.apiWait,
    viewsPerDay: options.views,
    deletionsPerDay: options.deletions,
  };
  const terms = {
    time: options.ms
      ? measuredTime(options.ms, system.processor)
      : expectedTime(workload.bytes, system.processor.previews),
    region: options.region ?? settings.AWS_REGION,
  };
  const terminal = openTerminal(options.json ?? false);
  const bill = billOf(system, workload, terms);
  const memory = options.compare ? compareMemory(system, workload, terms) : [];
  const formats = options.compare ? compareFormats(system, workload, terms) : [];
  const compared = options.compare ? comparisonLines(memory, formats) : [];
  terminal.result([...billLines(bill, system, workload), ...compared], {
    ...billValue(bill, system, workload),
    ...(options.compare && { memory, formats }),
  });
  return EXIT.ok;
}

/** A bill for programs, with everything it is based on. */
const billValue = (bill: Bill, system: PlannedSystem, workload: Workload): object => ({
  ...bill,
  currency: 'USD',
  workload,
  worstHour: {
    withoutBrake: worstHour(system, bill.region),
    ...(system.watching.maxImagesPerHour !== undefined && {
      withBrake: worstHour(system, bill.region, system.watching.maxImagesPerHour),
    }),
  },
  prices: {
    region: pricedRegion(bill.region),
    asOf: PRICES_AS_OF,
  },
  plan: system,
});

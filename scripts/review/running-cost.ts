import type { Plan } from '../../plan/plan';
import { billOf, TWELFTH_MONTH } from '../cost/bill/bill';
import { plannedSystem } from '../cost/planned-system';
import { PRICES_AS_OF, type PricedUnit, priceOf } from '../cost/prices';
import { expectedTime } from '../cost/processing-time';

/** Resources with a monthly price that does not depend on uploads. */
const MONTHLY: Readonly<Record<string, PricedUnit>> = {
  aws_cloudwatch_metric_alarm: 'cloudWatchAlarmMonth',
  aws_cloudwatch_dashboard: 'cloudWatchDashboardMonth',
  aws_kms_key: 'kmsKeyMonth',
};

export interface FunctionMemory {
  readonly name: string;
  /** Megabytes. */
  readonly before: number;
  readonly after: number;
}

export interface CostChange {
  /** US dollars a month, without usage. */
  readonly before: number;
  readonly after: number;
  /** Functions whose memory, and with it the price per millisecond, changes. */
  readonly functions: readonly FunctionMemory[];
  /** The bill of an ordinary workload; absent when one of the plans is not a whole pipeline. */
  readonly bill?: BillChange;
  /** The month of the prices. */
  readonly asOf: string;
}

export interface BillChange {
  readonly uploadsPerDay: number;
  /** Bytes of an original. */
  readonly bytes: number;
  /** US dollars in the twelfth month. */
  readonly before: number;
  readonly after: number;
}

/** The workload that `npm run cost` assumes. */
const WORKLOAD = { uploadsPerDay: 2_000, bytes: 4_000_000, readsPerDay: 0 };

/** The change of the bill that follows from the plan alone. */
export function costChange(base: Plan, head: Plan, region: string): CostChange {
  const [old, young] = [memories(base), memories(head)];
  const functions = [...young].flatMap(([name, after]) => {
    const before = old.get(name);
    return before === undefined || before === after ? [] : [{ name, before, after }];
  });
  const [before, after] = [billed(base, region), billed(head, region)];
  return {
    before: monthly(base, region),
    after: monthly(head, region),
    functions,
    ...(before !== undefined &&
      after !== undefined && {
        bill: { uploadsPerDay: WORKLOAD.uploadsPerDay, bytes: WORKLOAD.bytes, before, after },
      }),
    asOf: PRICES_AS_OF,
  };
}

/** US dollars in the twelfth month; undefined for a plan that is not a whole pipeline. */
function billed(plan: Plan, region: string): number | undefined {
  try {
    const system = plannedSystem(plan);
    const time = expectedTime(WORKLOAD.bytes, system.processor.previews);
    return billOf(system, WORKLOAD, { time, region }).total.monthly[TWELFTH_MONTH];
  } catch {
    return undefined;
  }
}

function monthly(plan: Plan, region: string): number {
  return plan.managed.reduce((sum, { type }) => {
    const unit = MONTHLY[type];
    return unit ? sum + priceOf(unit, region).usd : sum;
  }, 0);
}

const memories = (plan: Plan): Map<string, number> =>
  new Map(
    plan
      .resources('aws_lambda_function')
      .map(({ attributes }) => [String(attributes.function_name), Number(attributes.memory_size ?? 128)]),
  );

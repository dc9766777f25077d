import type { Plan } from '../../plan/plan';
import { type PricedUnit, priceOf } from '../cost/prices';

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
  /** The month of the prices. */
  readonly asOf: string;
}

/** The change of the bill, as far as it follows from the plan alone. */
export function costChange(base: Plan, head: Plan, region: string): CostChange {
  const [old, young] = [memories(base), memories(head)];
  const functions = [...young].flatMap(([name, after]) => {
    const before = old.get(name);
    return before === undefined || before === after ? [] : [{ name, before, after }];
  });
  const { asOf } = priceOf('cloudWatchAlarmMonth', region);
  return { before: monthly(base, region), after: monthly(head, region), functions, asOf };
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

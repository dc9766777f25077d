import { type PricedUnit, priceOf } from '../cost/prices';
import type { StackDocument } from './stack-document';

/** What is paid for as long as it is there, whether or not anything is uploaded. */
const MONTHLY: Readonly<Record<string, PricedUnit>> = {
  aws_cloudwatch_metric_alarm: 'cloudWatchAlarmMonth',
  aws_cloudwatch_dashboard: 'cloudWatchDashboardMonth',
};

export interface FunctionMemory {
  readonly name: string;
  /** Megabytes. */
  readonly before: number;
  readonly after: number;
}

export interface CostChange {
  /** US dollars a month, for what stands there. */
  readonly before: number;
  readonly after: number;
  /** Functions whose every millisecond costs something else. */
  readonly functions: readonly FunctionMemory[];
  /** Month of the prices, and their region. */
  readonly asOf: string;
}

type Stacks = ReadonlyMap<string, StackDocument>;

/** How the bill changes, as far as the plan alone tells. */
export function costChange(base: Stacks, head: Stacks, region: string): CostChange {
  const [old, young] = [memories(base), memories(head)];
  const functions = [...young].flatMap(([name, after]) => {
    const before = old.get(name);
    return before === undefined || before === after ? [] : [{ name, before, after }];
  });
  const { asOf } = priceOf('cloudWatchAlarmMonth', region);
  return { before: monthly(base, region), after: monthly(head, region), functions, asOf };
}

function monthly(stacks: Stacks, region: string): number {
  return resourcesOf(stacks).reduce((sum, { type }) => {
    const unit = MONTHLY[type];
    return unit ? sum + priceOf(unit, region).usd : sum;
  }, 0);
}

const memories = (stacks: Stacks): Map<string, number> =>
  new Map(
    resourcesOf(stacks)
      .filter(({ type }) => type === 'aws_lambda_function')
      .map(({ attributes }) => [String(attributes.function_name), Number(attributes.memory_size ?? 128)]),
  );

const resourcesOf = (stacks: Stacks) =>
  [...stacks.values()].flatMap(({ resources }) => [...resources.values()]);

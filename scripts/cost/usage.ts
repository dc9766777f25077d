import { type PricedUnit, priceOf } from './prices';

/** Quantities of billing units. Omitted units are not used. */
export type Usage = Readonly<Partial<Record<PricedUnit, number>>>;

export const addUsage = (a: Usage, b: Usage): Usage => {
  const sum: Partial<Record<PricedUnit, number>> = { ...a };
  for (const [unit, quantity] of usageEntries(b)) sum[unit] = (sum[unit] ?? 0) + quantity;
  return sum;
};

export const scaleUsage = (factor: number, usage: Usage): Usage =>
  Object.fromEntries(usageEntries(usage).map(([unit, quantity]) => [unit, quantity * factor]));

/** US dollars. */
export const costOf = (usage: Usage, region: string): number =>
  usageEntries(usage).reduce((sum, [unit, quantity]) => sum + quantity * priceOf(unit, region).usd, 0);

export const usageEntries = (usage: Usage): [PricedUnit, number][] =>
  Object.entries(usage) as [PricedUnit, number][];

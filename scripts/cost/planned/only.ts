import type { Plan, PlannedResource } from '../../../plan/plan';

/**
 * The one resource of a type that is as wanted.
 * @throws Error when there is none, or more than one: the plan is of another shape than is priced here
 */
export function only(
  plan: Plan,
  type: string,
  isWanted: (resource: PlannedResource) => boolean = () => true,
): PlannedResource {
  const found = plan.resources(type).filter(isWanted);
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new Error(
    `The plan has ${found.length} ${type} where one is expected: ${found.map(({ address }) => address)}`,
  );
}

/** A number among a resource's attributes. @throws Error when it is none */
export function numberOf({ address, attributes }: PlannedResource, name: string): number {
  const value = attributes[name];
  if (typeof value === 'number') return value;
  throw new Error(`${address} has ${name} ${JSON.stringify(value)} where a number is expected`);
}

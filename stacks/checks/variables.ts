import { blockList, type PlannedResource } from '../../plan/plan';

/** The environment variables of a function. */
export function variablesOf({ attributes }: PlannedResource): Record<string, string> {
  const [environment] = blockList(attributes.environment);
  return (environment?.variables ?? {}) as Record<string, string>;
}

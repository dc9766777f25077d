import { Plan } from '../../../plan/plan';
import { type PlannedSystem, plannedSystem } from '../../../scripts/cost/planned/system';
import { type Attributes, synthesize } from '../../support/synthesized-stack';

type Change = (attributes: Attributes) => Attributes;

/** The plan of an environment's settings, with all resources of some types changed or taken away. */
export function planWith(
  environment: Record<string, string> = {},
  changes: Readonly<Record<string, Change>> = {},
): Plan {
  const { stateBackend, storage, pipeline } = synthesize(environment);
  return new Plan(
    Object.entries({ 'state-backend': stateBackend, storage, pipeline }).map(([name, { json }]) => ({
      name,
      json: { ...json, resource: changed(json.resource ?? {}, changes) },
    })),
  );
}

export const darkroomWith = (
  environment: Record<string, string> = {},
  changes: Readonly<Record<string, Change>> = {},
): PlannedSystem => plannedSystem(planWith(environment, changes));

const changed = (
  resources: Readonly<Record<string, Readonly<Record<string, Attributes>>>>,
  changes: Readonly<Record<string, Change>>,
) =>
  Object.fromEntries(
    Object.entries(resources).map(([type, named]) => [
      type,
      Object.fromEntries(
        Object.entries(named).map(([name, attributes]) => [name, changes[type]?.(attributes) ?? attributes]),
      ),
    ]),
  );

import type { Plan } from '../../../plan/plan';
import type { Attributes, Blocks } from '../../../plan/read';
import { type PlannedSystem, plannedSystem } from '../../../scripts/cost/planned-system';
import { withResources } from '../../support/plans';
import { planOfEnvironment } from '../../support/synthesized-stack';

type Change = (attributes: Attributes) => Attributes;

/** The plan of an environment's settings, with all resources of some types changed. */
export const planWith = (
  environment: Record<string, string> = {},
  changes: Readonly<Record<string, Change>> = {},
): Plan => withResources(planOfEnvironment(environment), (resources) => changed(resources, changes));

export const darkroomWith = (
  environment: Record<string, string> = {},
  changes: Readonly<Record<string, Change>> = {},
): PlannedSystem => plannedSystem(planWith(environment, changes));

const changed = (resources: Blocks, changes: Readonly<Record<string, Change>>): Blocks =>
  Object.fromEntries(
    Object.entries(resources).map(([type, named]) => [
      type,
      Object.fromEntries(
        Object.entries(named).map(([name, attributes]) => [name, changes[type]?.(attributes) ?? attributes]),
      ),
    ]),
  );

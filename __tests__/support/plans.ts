import { Plan } from '../../plan/plan';
import type { Attributes, Blocks } from '../../plan/read';

/** A plan of one stack, `stack`, from its resources by `type.name`. */
export function planOf(resources: Readonly<Record<string, Attributes>>): Plan {
  const resource: Record<string, Record<string, Attributes>> = {};
  for (const [address, attributes] of Object.entries(resources)) {
    const [type = '', name = ''] = address.split('.');
    resource[type] = { ...resource[type], [name]: attributes };
  }
  return new Plan([{ name: 'stack', folder: '/stack', json: { resource } }]);
}

/** A role's policy that allows one thing. */
export const allowing = (Action: string | string[], Resource: string, Sid = 'Some'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action, Resource }] });

/** A plan whose stacks have other resources. */
export const withResources = (plan: Plan, change: (resources: Blocks, stack: string) => Blocks): Plan =>
  new Plan(
    plan.stacks.map((stack) => ({
      ...stack,
      json: { ...stack.json, resource: change(stack.json.resource ?? {}, stack.name) },
    })),
  );

/** A plan with an additional resource in its pipeline stack, or with other attributes of an existing one. */
export const withResource = (plan: Plan, type: string, name: string, attributes: Attributes): Plan =>
  withResources(plan, (resources, stack) =>
    stack === 'pipeline' ? { ...resources, [type]: { ...resources[type], [name]: attributes } } : resources,
  );

import { Plan, type PlannedResource } from '../../plan/plan';

type Block = PlannedResource['attributes'];

/** A plan of one stack, `stack`, from its resources by `type.name`. */
export function planOf(resources: Readonly<Record<string, Block>>): Plan {
  const resource: Record<string, Record<string, Block>> = {};
  for (const [address, attributes] of Object.entries(resources)) {
    const [type = '', name = ''] = address.split('.');
    resource[type] = { ...resource[type], [name]: attributes };
  }
  return new Plan([{ name: 'stack', json: { resource } }]);
}

/** A role's policy that allows one thing. */
export const allowing = (Action: string | string[], Resource: string, Sid = 'Some'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action, Resource }] });

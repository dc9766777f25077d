import { Plan, type PlannedResource } from '../../plan/plan';
import type { Attributes, StackJson, SynthesizedStack } from '../../plan/read';

/** One synthesized stack, as far as a review compares it. */
export interface StackDocument {
  readonly name: string;
  /** By `type.name`, which Terraform's state knows them by. Data sources are left out. */
  readonly resources: ReadonlyMap<string, PlannedResource>;
  readonly outputs: Attributes;
  /** Addresses that were renamed without touching what they stand for, old to new. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that Terraform lets go of without destroying anything. */
  readonly released: ReadonlySet<string>;
  /** Where the state is kept. */
  readonly backend: NonNullable<StackJson['terraform']>['backend'];
}

/** The address of a resource within its own stack. */
export const stateAddress = ({ type, name }: Pick<PlannedResource, 'type' | 'name'>): string =>
  `${type}.${name}`;

export function documentOf(stack: SynthesizedStack): StackDocument {
  const { output = {}, moved = [], removed = [], terraform } = stack.json;
  const released = removed.filter(({ lifecycle }) => lifecycle?.destroy === false);
  return {
    name: stack.name,
    resources: new Map(new Plan([stack]).managed.map((resource) => [stateAddress(resource), resource])),
    outputs: output,
    moved: new Map(moved.map(({ from, to }) => [from, to])),
    released: new Set(released.map(({ from }) => from)),
    backend: terraform?.backend,
  };
}

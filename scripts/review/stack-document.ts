import { Plan, type PlannedResource } from '../../plan/plan';
import type { Attributes, StackJson, SynthesizedStack } from '../../plan/read';

/** The parts of a synthesized stack that a review compares. */
export interface StackDocument {
  readonly name: string;
  /** By their address `type.name` in the Terraform state. Without data sources. */
  readonly resources: ReadonlyMap<string, PlannedResource>;
  readonly outputs: Attributes;
  /** The renamed addresses of unchanged resources, old to new. */
  readonly moved: ReadonlyMap<string, string>;
  /** The addresses that Terraform removes from its state without destroying the resource. */
  readonly released: ReadonlySet<string>;
  /** The location of the state. */
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

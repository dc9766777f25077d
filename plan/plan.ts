import type { Attributes, Blocks, SynthesizedStack } from './read';
import { referencesIn } from './references';

/** A resource or data source. Its attributes contain unresolved references, as in the JSON for Terraform. */
export interface PlannedResource {
  readonly stack: SynthesizedStack;
  /** `data.…` for a data source. */
  readonly type: string;
  readonly name: string;
  /** `stack/type.name`, which identifies it in messages. */
  readonly address: string;
  readonly attributes: Attributes;
}

/** The type of the data source that reads the outputs of another stack. */
export const REMOTE_STATE = 'data.terraform_remote_state';

export interface RemoteOutput {
  readonly stack: SynthesizedStack;
  readonly value: unknown;
}

/** All stacks of a synthesis. References between stacks lead to the resource in the stack that declares it. */
export class Plan {
  private readonly byAddress: ReadonlyMap<string, PlannedResource>;

  constructor(readonly stacks: readonly SynthesizedStack[]) {
    const resources = stacks.flatMap((stack) => [
      ...resourcesIn(stack, stack.json.resource),
      ...resourcesIn(stack, stack.json.data, 'data.'),
    ]);
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  /** All resources and data sources. */
  get all(): readonly PlannedResource[] {
    return [...this.byAddress.values()];
  }

  /** All resources, without data sources, which Terraform only reads. */
  get managed(): readonly PlannedResource[] {
    return this.all.filter(({ type }) => !type.startsWith('data.'));
  }

  resources(...types: readonly string[]): PlannedResource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  resource(stack: SynthesizedStack, type: string, name: string): PlannedResource | undefined {
    return this.byAddress.get(addressOf(stack, type, name));
  }

  /** The resources that a value of a resource refers to, in any text, including references through remote state. */
  referenced(value: unknown, from: PlannedResource): PlannedResource[] {
    return this.referencedIn(typeof value === 'string' ? value : JSON.stringify(value ?? ''), from.stack);
  }

  /** Whether a value of a resource refers to another. */
  refers(value: unknown, from: PlannedResource, to: PlannedResource): boolean {
    return this.referenced(value, from).includes(to);
  }

  /**
   * The output that a remote state reads: the output of the stack whose state has the same key.
   * @throws Error if none
   */
  remoteOutput(remoteState: PlannedResource, output: string): RemoteOutput {
    const found = this.findRemoteOutput(remoteState, output);
    if (found) return found;
    const key = stateKey(remoteState.attributes.config);
    throw new Error(`${remoteState.address}: no stack stores the state ${key} with the output ${output}`);
  }

  /** Like `remoteOutput`, but returns undefined if there is none. For plans that may be incomplete. */
  findRemoteOutput(remoteState: PlannedResource, output: string): RemoteOutput | undefined {
    const stack = this.remoteStack(remoteState);
    const declared = stack?.json.output?.[output];
    return stack && declared && { stack, value: declared.value };
  }

  /** The stack whose state a remote state reads. */
  remoteStack({ attributes }: PlannedResource): SynthesizedStack | undefined {
    const key = stateKey(attributes.config);
    return this.stacks.find(({ json }) => stateKey(json.terraform?.backend?.s3) === key);
  }

  private referencedIn(text: string, stack: SynthesizedStack): PlannedResource[] {
    return referencesIn(text).flatMap(({ type, name, path }) => {
      const resource = this.resource(stack, type, name);
      if (!resource || type !== REMOTE_STATE) return resource ?? [];
      const remote = this.remoteOutput(resource, path[1] ?? '');
      return this.referencedIn(String(remote.value), remote.stack);
    });
  }
}

const addressOf = (stack: SynthesizedStack, type: string, name: string): string =>
  `${stack.name}/${type}.${name}`;

const stateKey = (of: unknown): unknown => Object(of).key;

const resourcesIn = (stack: SynthesizedStack, of: Blocks = {}, prefix = ''): PlannedResource[] =>
  Object.entries(of).flatMap(([unprefixed, named]) =>
    Object.entries(named).map(([name, attributes]) => {
      const type = `${prefix}${unprefixed}`;
      return { stack, type, name, address: addressOf(stack, type, name), attributes };
    }),
  );

/** Converts a block of Terraform's JSON, which may be a list or a single object, to a list. */
export function blockList(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

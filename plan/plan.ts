import type { Attributes, Blocks, SynthesizedStack } from './read';
import { referencesIn } from './references';

/** A resource or data source, its attributes as Terraform will read them: references are not replaced. */
export interface PlannedResource {
  readonly stack: SynthesizedStack;
  /** `data.…` for a data source. */
  readonly type: string;
  readonly name: string;
  /** `stack/type.name`: what a message calls it. */
  readonly address: string;
  readonly attributes: Attributes;
}

/** Reads the outputs of another stack. */
export const REMOTE_STATE = 'data.terraform_remote_state';

export interface RemoteOutput {
  readonly stack: SynthesizedStack;
  readonly value: unknown;
}

/** All stacks of a synthesis together, so that what one builds and another uses is one thing. */
export class Plan {
  private readonly byAddress: ReadonlyMap<string, PlannedResource>;

  constructor(readonly stacks: readonly SynthesizedStack[]) {
    const resources = stacks.flatMap((stack) => [
      ...resourcesIn(stack, stack.json.resource),
      ...resourcesIn(stack, stack.json.data, 'data.'),
    ]);
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  /** Every resource and data source. */
  get all(): readonly PlannedResource[] {
    return [...this.byAddress.values()];
  }

  /** Every resource, without the data sources, which Terraform only reads. */
  get managed(): readonly PlannedResource[] {
    return this.all.filter(({ type }) => !type.startsWith('data.'));
  }

  resources(...types: readonly string[]): PlannedResource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }

  resource(stack: SynthesizedStack, type: string, name: string): PlannedResource | undefined {
    return this.byAddress.get(addressOf(stack, type, name));
  }

  /** Every resource that a value of a resource refers to, in any text of it, through remote state as well. */
  referenced(value: unknown, from: PlannedResource): PlannedResource[] {
    return this.referencedIn(typeof value === 'string' ? value : JSON.stringify(value ?? ''), from.stack);
  }

  /** Whether a value of a resource refers to another. */
  refers(value: unknown, from: PlannedResource, to: PlannedResource): boolean {
    return this.referenced(value, from).includes(to);
  }

  /** The output that a remote state reads: that of the stack whose state is kept under the same key. */
  remoteOutput(remoteState: PlannedResource, output: string): RemoteOutput {
    const found = this.findRemoteOutput(remoteState, output);
    if (found) return found;
    const key = stateKey(remoteState.attributes.config);
    throw new Error(`${remoteState.address}: no stack here keeps the state ${key} with an output ${output}`);
  }

  /** As `remoteOutput`, for plans that need not be complete. */
  findRemoteOutput(remoteState: PlannedResource, output: string): RemoteOutput | undefined {
    const key = stateKey(remoteState.attributes.config);
    const stack = this.stacks.find(({ json }) => stateKey(json.terraform?.backend?.s3) === key);
    const declared = stack?.json.output?.[output];
    return stack && declared && { stack, value: declared.value };
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

/** A block that Terraform's JSON writes as a list, or as a single object. */
export function blockList(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

import type { TerraformStack } from 'cdktf';

/** The attributes of one resource, as Terraform will read them. */
export type Attributes = Readonly<Record<string, unknown>>;

export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  /** `stack/type.name`: what a message calls it. */
  readonly address: string;
  readonly attributes: Attributes;
}

interface TerraformJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

interface NamedStack {
  readonly name: string;
  readonly json: TerraformJson;
}

/** `${type.name.attribute}`, also of a data source, and `${data.terraform_remote_state.x.outputs.y}`. */
const REFERENCE = /\$\{((?:data\.)?\w+)\.([\w-]+)\.([\w.-]+)/g;
const REMOTE_STATE = 'data.terraform_remote_state';

/** All stacks of a synthesis together, so that what one builds and another uses is one thing. */
export class Plan {
  private readonly all: ReadonlyMap<string, PlannedResource>;
  private readonly outputs: ReadonlyMap<string, { stack: string; value: unknown }>;

  constructor(stacks: readonly NamedStack[]) {
    this.all = new Map(
      stacks.flatMap(({ name: stack, json }) =>
        [...blocks(json.resource, ''), ...blocks(json.data, 'data.')].map(({ type, name, attributes }) => {
          const address = `${stack}/${type}.${name}`;
          return [address, { type, name, address, attributes }] as const;
        }),
      ),
    );
    this.outputs = new Map(
      stacks.flatMap(({ name: stack, json }) =>
        Object.entries(json.output ?? {}).map(([name, { value }]) => [name, { stack, value }] as const),
      ),
    );
  }

  static of(stacks: readonly TerraformStack[]): Plan {
    return new Plan(stacks.map((stack) => ({ name: stack.node.id, json: stack.toTerraform() })));
  }

  resources(...types: readonly string[]): PlannedResource[] {
    return [...this.all.values()].filter(({ type }) => types.includes(type));
  }

  /** Every resource that a value of a resource refers to, in any text of it, through remote state as well. */
  referenced(value: unknown, from: PlannedResource): PlannedResource[] {
    const stack = from.address.split('/')[0] ?? '';
    return this.referencedIn(typeof value === 'string' ? value : JSON.stringify(value ?? ''), stack);
  }

  /** Whether a value of a resource refers to another. */
  refers(value: unknown, from: PlannedResource, to: PlannedResource): boolean {
    return this.referenced(value, from).includes(to);
  }

  private referencedIn(text: string, stack: string): PlannedResource[] {
    return [...text.matchAll(REFERENCE)].flatMap(([, type, name, attribute = '']) => {
      if (type !== REMOTE_STATE) return this.all.get(`${stack}/${type}.${name}`) ?? [];
      const output = this.outputs.get(attribute.replace(/^outputs\./, ''));
      return output ? this.referencedIn(String(output.value), output.stack) : [];
    });
  }
}

function blocks(of: Blocks = {}, prefix: string): Omit<PlannedResource, 'address'>[] {
  return Object.entries(of).flatMap(([type, named]) =>
    Object.entries(named).map(([name, attributes]) => ({ type: `${prefix}${type}`, name, attributes })),
  );
}

/** A block that Terraform's JSON writes as a list, or as a single object. */
export function blockList(value: unknown): Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Attributes[];
}

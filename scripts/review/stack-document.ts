import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Terraform JSON allows as a value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export interface Resource {
  /** `type.id`, which Terraform's state knows it by. */
  readonly address: string;
  readonly type: string;
  readonly attributes: JsonObject;
}

/** One synthesized stack, as far as a review reads it. */
export interface StackDocument {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: JsonObject;
  /** Addresses that were renamed without touching what they stand for, old to new. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that Terraform lets go of without destroying anything. */
  readonly released: ReadonlySet<string>;
  /** Where the state is kept. */
  readonly backend: Json;
}

interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly output?: JsonObject;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly {
    readonly from: string;
    readonly lifecycle?: { readonly destroy?: boolean };
  }[];
  readonly terraform?: { readonly backend?: Json };
}

/** Reads `cdk.tf.json`. CDKTF's own remarks, under `//`, are left out. */
export function parseStack(name: string, text: string): StackDocument {
  const json: TerraformJson = JSON.parse(text, (key, value) => (key === '//' ? undefined : value));
  const resources = Object.entries(json.resource ?? {}).flatMap(([type, byId]) =>
    Object.entries(byId).map(
      ([id, attributes]): Resource => ({ address: `${type}.${id}`, type, attributes }),
    ),
  );
  const released = (json.removed ?? []).filter(({ lifecycle }) => lifecycle?.destroy === false);
  return {
    name,
    resources: new Map(resources.map((resource) => [resource.address, resource])),
    outputs: json.output ?? {},
    moved: new Map((json.moved ?? []).map(({ from, to }) => [from, to])),
    released: new Set(released.map(({ from }) => from)),
    backend: json.terraform?.backend ?? null,
  };
}

/** Every stack that was synthesized into a directory, by name. */
export function readStacks(outdir: string): ReadonlyMap<string, StackDocument> {
  const folder = join(outdir, 'stacks');
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, parseStack(name, readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8'))]),
  );
}

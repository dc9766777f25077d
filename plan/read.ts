import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The attributes of one resource, data source or output in Terraform's JSON syntax. */
export type Attributes = Readonly<Record<string, unknown>>;
/** Blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** The parts of a synthesized stack that Darkroom reads. */
export interface StackJson {
  readonly data?: Blocks;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly output?: Readonly<Record<string, Attributes>>;
  readonly provider?: { readonly aws?: readonly Attributes[] };
  readonly removed?: readonly {
    readonly from: string;
    readonly lifecycle?: { readonly destroy?: boolean };
  }[];
  readonly resource?: Blocks;
  readonly terraform?: Attributes & { readonly backend?: Readonly<Record<string, Attributes>> };
}

export interface SynthesizedStack {
  readonly name: string;
  /** An absolute path. The paths of assets are relative to it. */
  readonly folder: string;
  readonly json: StackJson;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/** Parses `cdk.tf.json`, without the metadata of CDKTF under `//`. */
export const parseStack = (text: string): StackJson =>
  JSON.parse(text, (key, value) => (key === '//' ? undefined : value));

/** Reads stacks that CDKTF wrote below `outdir`, in the order of `names`. @param names default: all stacks */
export function readSynthesizedStacks(outdir: string, names?: readonly string[]): SynthesizedStack[] {
  const { stacks }: Manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  return (names ?? Object.keys(stacks)).map((name) => {
    const entry = stacks[name];
    if (!entry) throw new Error(`No stack ${name} in ${outdir}; it has ${Object.keys(stacks).join(', ')}`);
    const path = join(outdir, entry.synthesizedStackPath);
    return { name, folder: dirname(path), json: parseStack(readFileSync(path, 'utf8')) };
  });
}

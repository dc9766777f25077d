import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The attributes of one resource, data source or output, as Terraform's JSON syntax has them. */
export type Attributes = Readonly<Record<string, unknown>>;
/** Blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** The parts of a synthesized stack that the twin reads. */
export interface StackJson {
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly provider?: { readonly aws?: readonly { readonly region?: string }[] };
  readonly resource?: Blocks;
  readonly terraform?: { readonly backend?: { readonly s3?: { readonly key?: string } } };
}

export interface SynthesizedStack {
  readonly name: string;
  /** Absolute; assets are named relative to it. */
  readonly folder: string;
  readonly json: StackJson;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/** Reads stacks that CDKTF wrote below `outdir`, in the order named. */
export function readSynthesizedStacks(outdir: string, names: readonly string[]): SynthesizedStack[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  return names.map((name) => {
    const entry = manifest.stacks[name];
    if (!entry)
      throw new Error(`No stack ${name} in ${outdir}; it has ${Object.keys(manifest.stacks).join(', ')}`);
    const path = join(outdir, entry.synthesizedStackPath);
    return { name, folder: dirname(path), json: JSON.parse(readFileSync(path, 'utf8')) };
  });
}

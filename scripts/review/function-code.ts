import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The inputs of a function's package: files by digest, npm packages by version. */
export type CodeInputs = ReadonlyMap<string, string>;

/** A function whose package would differ, and the differing inputs. */
export interface CodeChange {
  readonly fn: string;
  readonly inputs: readonly string[];
}

const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The inputs of each function of a tree, from the metadata of esbuild. No bundle is written. */
export async function functionCode(tree: string): Promise<ReadonlyMap<string, CodeInputs>> {
  const functions = readdirSync(join(tree, 'lambda')).filter((name) =>
    existsSync(join(tree, 'lambda', name, 'handler.ts')),
  );
  const inputs = functions.map(async (fn) => [fn, await inputsOf(tree, `lambda/${fn}/handler.ts`)] as const);
  return new Map(await Promise.all(inputs));
}

async function inputsOf(tree: string, entry: string): Promise<CodeInputs> {
  const { metafile } = await build({
    absWorkingDir: tree,
    entryPoints: [entry],
    outdir: 'unwritten',
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['@img/sharp-*'],
    logLevel: 'silent',
  });
  return new Map(Object.keys(metafile.inputs).map((path) => inputOf(tree, path)));
}

function inputOf(tree: string, path: string): [string, string] {
  const name = PACKAGE.exec(path)?.[1];
  if (!name)
    return [
      path,
      createHash('sha256')
        .update(readFileSync(join(tree, path)))
        .digest('hex'),
    ];
  const manifest = join(tree, path.slice(0, path.lastIndexOf(`node_modules/${name}/`)), 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(manifest, 'package.json'), 'utf8'));
  return [`${name}@${version}`, version];
}

/** One digest of all inputs. */
export const fingerprint = (inputs: CodeInputs): string =>
  createHash('sha256')
    .update(JSON.stringify([...inputs].sort()))
    .digest('hex');

type Code = ReadonlyMap<string, CodeInputs>;

export function codeChanges(base: Code, head: Code): CodeChange[] {
  return [...new Set([...base.keys(), ...head.keys()])].sort().flatMap((fn) => {
    const [before, after] = [base.get(fn) ?? new Map(), head.get(fn) ?? new Map()];
    const inputs = [...new Set([...before.keys(), ...after.keys()])]
      .filter((path) => before.get(path) !== after.get(path))
      .sort();
    return inputs.length > 0 ? [{ fn, inputs }] : [];
  });
}

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';

/** Lambda unpacks a package with every file readable and executable by the function. */
const FILE_MODE = 0o755;

/**
 * Unpacks a deployment package.
 * @throws Error when an entry would land outside `folder`
 */
export function unpackFunction(zip: string, folder: string): void {
  const root = resolve(folder);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    const path = resolve(root, name);
    if (!path.startsWith(root + sep)) throw new Error(`${zip} has an entry outside the package: ${name}`);
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    chmodSync(path, FILE_MODE);
  }
}

/**
 * Bundles the runtime of the functions' processes, so that plain Node.js can run it.
 * @returns its path
 */
export async function bundleRuntime(folder: string): Promise<string> {
  const path = join(folder, 'runtime.mjs');
  await build({
    entryPoints: [join(__dirname, 'runtime.ts')],
    outfile: path,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return path;
}

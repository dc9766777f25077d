import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildPackage } from './build-package';
import { isUpToDate, writeBuildRecord } from './build-record';
import { type FunctionName, packagePath } from './functions';
import { platformName, platformOf, type Target } from './target';

/** What became of one function's package. */
export interface PackageReport {
  readonly name: FunctionName;
  readonly path: string;
  /** Bytes, when it was made anew. */
  readonly size?: number;
}

/**
 * Puts the zip that Lambda, or the local twin, runs a function from where it belongs. Left alone when
 * nothing changed.
 * @throws BundleError
 */
export async function packageFunction(target: Target, name: FunctionName): Promise<PackageReport> {
  const path = packagePath(target, name);
  const platform = platformOf(target);
  if (await isUpToDate(path, platformName(platform))) return { name, path };
  const { zip, inputs } = await buildPackage(platform, name);
  await replaceFile(path, zip);
  await writeBuildRecord(path, platformName(platform), inputs);
  return { name, path, size: zip.length };
}

/** At no moment is there half a file: others may be reading the one that is replaced. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(partial, bytes);
  await rename(partial, path);
}

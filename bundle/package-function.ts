import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FunctionName } from '../stacks/function-packages';
import { buildPackage } from './build-package';
import { isUpToDate, writeBuildRecord } from './build-record';
import { packagePath } from './functions';
import { platformName, platformOf, type Target } from './target';

/** The result for the package of one function. */
export interface PackageReport {
  readonly name: FunctionName;
  readonly path: string;
  /** Size of a new zip in bytes; absent if the zip was up to date. */
  readonly size?: number;
}

/**
 * Builds the zip of a function for a target, unless it is up to date.
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

/** Replaces the file atomically, because other processes may be reading it. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(partial, bytes);
  await rename(partial, path);
}

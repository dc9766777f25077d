import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ArchiveFile, zipReproducibly } from '../reproducible-zip';
import { isUpToDate, writeBuildRecord } from './build-record';
import { bundleCode } from './bundle-code';
import { entryOf, type FunctionName, packagePath } from './functions';
import { nativeFiles } from './native-files';
import { stageNativePackages } from './native-packages';
import { largestSize, refuseOversize } from './size-gate';
import { type Platform, platformName, platformOf, type Target } from './target';

/** What became of one function's package. */
export interface PackageReport {
  readonly name: FunctionName;
  readonly path: string;
  /** Bytes, when it was made anew. */
  readonly size?: number;
}

/**
 * Makes the zip that Lambda, or the local twin, runs a function from: `handler.mjs` at its root and, if it
 * renders images, sharp's native packages below `node_modules/`. Left alone when nothing changed.
 * @throws BundleError
 */
export async function packageFunction(target: Target, name: FunctionName): Promise<PackageReport> {
  const path = packagePath(target, name);
  const platform = platformOf(target);
  if (await isUpToDate(path, platformName(platform))) return { name, path };
  const code = await bundleCode(entryOf(name), platformName(platform));
  const native = code.usesSharp ? await sharpFiles(platform) : [];
  const zip = zipReproducibly([...code.files, ...native]);
  refuseOversize(name, zip, largestSize(code.usesSharp));
  await replaceFile(path, zip);
  await writeBuildRecord(path, platformName(platform), code.inputs);
  return { name, path, size: zip.length };
}

async function sharpFiles(platform: Platform): Promise<ArchiveFile[]> {
  const packages = await stageNativePackages(platform);
  return (await Promise.all(packages.map(nativeFiles))).flat();
}

/** At no moment is there half a file: others may be reading the one that is replaced. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(partial, bytes);
  await rename(partial, path);
}

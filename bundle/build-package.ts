import type { FunctionName } from '../stacks/function-packages';
import { bundleCode } from './bundle-code';
import { entryOf } from './functions';
import { HEIC_WORKER, heicFiles } from './heic-files';
import { nativeFiles } from './native-files';
import { stageNativePackages } from './native-packages';
import { NATIVE_CACHE } from './project';
import { type ArchiveFile, zipReproducibly } from './reproducible-zip';
import { maxSize, refuseOversize } from './size-gate';
import { type Platform, platformName } from './target';

export interface BuiltPackage {
  readonly zip: Uint8Array;
  /** Source files, relative to the project. */
  readonly inputs: readonly string[];
}

/**
 * Builds the zip of a function in memory: `handler.mjs` at its root and, if the function renders images, the native
 * packages of sharp and the decoder of HEIC below `node_modules/`.
 * @throws BundleError if bundling or downloading a native package fails, or if the zip is too large
 */
export async function buildPackage(
  platform: Platform,
  name: FunctionName,
  nativeCache = NATIVE_CACHE,
): Promise<BuiltPackage> {
  const { files, inputs, usesSharp } = await bundleCode(entryOf(name), platformName(platform));
  const native = usesSharp ? await sharpFiles(platform, nativeCache) : [];
  const heic = await heicFiles(files);
  const zip = zipReproducibly([...files, ...native, ...heic]);
  refuseOversize(name, zip, maxSize(usesSharp));
  return { zip, inputs: heic.length > 0 ? [...inputs, HEIC_WORKER] : inputs };
}

async function sharpFiles(platform: Platform, cache: string): Promise<ArchiveFile[]> {
  const packages = await stageNativePackages(platform, cache);
  return (await Promise.all(packages.map(nativeFiles))).flat();
}

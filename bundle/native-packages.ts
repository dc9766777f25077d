import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installLocked } from './install-locked';
import { type LockedPackage, lockedPackageOf } from './lock-file';
import { NATIVE_CACHE, PROJECT_ROOT } from './project';
import { type Platform, platformName } from './target';

/** A native package and the folder of its files. */
export interface NativePackage {
  readonly name: string;
  readonly folder: string;
}

/**
 * The native packages of sharp for a platform, from the lock file: the addon, and libvips unless the addon contains
 * it, as on Windows.
 */
export function lockedNativePackages(platform: Platform): LockedPackage[] {
  const addon = lockedPackageOf(`@img/sharp-${platformName(platform)}`);
  return [addon, ...addon.optionalDependencies.map((name) => lockedPackageOf(name))];
}

/**
 * Provides the native packages of a platform. Those of this machine are in node_modules. Others are installed into a
 * cache, once.
 * @throws BundleError if a download fails
 */
export async function stageNativePackages(
  platform: Platform,
  cache = NATIVE_CACHE,
): Promise<NativePackage[]> {
  const locked = lockedNativePackages(platform);
  const installed = join(PROJECT_ROOT, 'node_modules');
  const modules = locked.every((one) => hasVersion(installed, one))
    ? installed
    : await installLocked(locked, platform, cache);
  return locked.map(({ name }) => ({ name, folder: join(modules, name) }));
}

function hasVersion(modules: string, { name, version }: LockedPackage): boolean {
  const manifest = join(modules, name, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
}

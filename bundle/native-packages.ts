import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installLocked } from './install-locked';
import { type LockedPackage, lockedPackageOf } from './lock-file';
import { NATIVE_CACHE, PROJECT_ROOT } from './project';
import { type Platform, platformName } from './target';

/** A native package and the folder its files lie in. */
export interface NativePackage {
  readonly name: string;
  readonly folder: string;
}

/**
 * What sharp needs beside its JavaScript on a platform, as the lock file pins it: the addon, and libvips
 * unless the addon brings it along (as on Windows).
 */
export function lockedNativePackages(platform: Platform): LockedPackage[] {
  const addon = lockedPackageOf(`@img/sharp-${platformName(platform)}`);
  return [addon, ...addon.optionalDependencies.map((name) => lockedPackageOf(name))];
}

/**
 * Finds a platform's native packages: this machine's are in node_modules already, others are installed
 * once into a cache.
 * @throws BundleError when they have to be fetched and cannot be
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

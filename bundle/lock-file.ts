import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BundleError } from './bundle-error';
import { PROJECT_ROOT } from './project';

export const LOCK_FILE = join(PROJECT_ROOT, 'package-lock.json');

const lockedPackage = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

const lockFile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), lockedPackage),
});

/** A package in package-lock.json, with its version and the digest of its archive. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly optionalDependencies: readonly string[];
  /** The original entry, for use in another lock file. */
  readonly entry: Readonly<Record<string, unknown>>;
}

/** @throws BundleError if the package is not at the top level of the lock file */
export function lockedPackageOf(name: string, path = LOCK_FILE): LockedPackage {
  const entry = lockFile.parse(JSON.parse(readFileSync(path, 'utf8'))).packages[`node_modules/${name}`];
  if (!entry?.version || !entry.integrity) {
    throw new BundleError(
      `${name} is not in package-lock.json: sharp has no prebuilt binary of that name, or the lock file was made without optional dependencies; run npm install --include=optional`,
    );
  }
  const { version, integrity, optionalDependencies = {} } = entry;
  return { name, version, integrity, optionalDependencies: Object.keys(optionalDependencies), entry };
}

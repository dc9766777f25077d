import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionName, type FunctionPackages, packagesAt } from '../stacks/function-packages';
import { BundleError } from './bundle-error';
import { PACKAGES_FOLDER, PROJECT_ROOT } from './project';
import type { Target } from './target';

/**
 * The file that exports the `handler` of a function, relative to the project.
 * @throws BundleError if the file is missing
 */
export function entryOf(name: FunctionName): string {
  const entry = `lambda/${name}/handler.ts`;
  if (!existsSync(join(PROJECT_ROOT, entry))) {
    throw new BundleError(`${entry} is missing: each function exports its handler from there`);
  }
  return entry;
}

/** The absolute path of the zip of a function. */
export const packagePath = (target: Target, name: FunctionName): string =>
  join(PACKAGES_FOLDER, target, `${name}.zip`);

/** The paths of the zips of a target, for the stacks. */
export const packagePaths = (target: Target): FunctionPackages =>
  packagesAt((name) => packagePath(target, name));

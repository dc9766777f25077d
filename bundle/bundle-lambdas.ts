import { FUNCTION_NAMES, type FunctionPackages } from '../stacks/function-packages';
import { packagePaths } from './functions';
import { type PackageReport, packageFunction } from './package-function';
import type { Target } from './target';

export interface BundleOptions {
  readonly target: Target;
  /** Called with each package. @default not called */
  readonly onPackage?: (report: PackageReport) => void;
}

/**
 * Builds the zips of all functions for a target, unless they are up to date.
 * @returns the paths of the zips
 * @throws BundleError
 */
export async function bundleLambdas({ target, onPackage }: BundleOptions): Promise<FunctionPackages> {
  // Sequential, because compressing libvips uses a whole core, and the second function reuses the staged packages.
  for (const name of FUNCTION_NAMES) {
    const report = await packageFunction(target, name);
    onPackage?.(report);
  }
  return packagePaths(target);
}

import type { FunctionPackages } from '../stacks/function-packages';
import { FUNCTION_NAMES, packagePaths } from './functions';
import { type PackageReport, packageFunction } from './package-function';
import type { Target } from './target';

export interface BundleOptions {
  readonly target: Target;
  /** Told of each package once it is there. @default nobody is told */
  readonly onPackage?: (report: PackageReport) => void;
}

/**
 * Makes the zips of all functions for a target, where their inputs changed, and answers where they are.
 * @throws BundleError with what to do about it
 */
export async function bundleLambdas({ target, onPackage }: BundleOptions): Promise<FunctionPackages> {
  // One after the other: compressing libvips keeps one core busy, and the second cold start finds it staged.
  for (const name of FUNCTION_NAMES) {
    const report = await packageFunction(target, name);
    onPackage?.(report);
  }
  return packagePaths(target);
}

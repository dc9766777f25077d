import { relative } from 'node:path';
import { Command, Option } from 'commander';
import type { FunctionPackages } from '../stacks/function-packages';
import { BundleError } from './bundle/bundle-error';
import { FUNCTION_NAMES, packagePaths } from './bundle/functions';
import { type PackageReport, packageFunction } from './bundle/package-function';
import { megabytes } from './bundle/size-gate';
import { TARGETS, type Target } from './bundle/target';

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

interface CommandOptions {
  readonly target: Target | 'all';
  readonly quiet?: boolean;
}

async function bundle({ target, quiet }: CommandOptions): Promise<void> {
  const print = ({ path, size }: PackageReport) =>
    console.log(`${relative(process.cwd(), path)}  ${size === undefined ? 'unchanged' : megabytes(size)}`);
  for (const one of target === 'all' ? TARGETS : [target]) {
    await bundleLambdas({ target: one, ...(quiet ? {} : { onPackage: print }) });
  }
}

async function main(): Promise<void> {
  const command = new Command('npm run bundle --')
    .description('Bundles each Lambda function into a reproducible zip below dist/.')
    .addOption(
      new Option('--target <target>', 'lambda: what is deployed; host: what the local twin runs')
        .choices([...TARGETS, 'all'])
        .default('all'),
    )
    .option('--quiet', 'print nothing but errors')
    .action(bundle);
  try {
    await command.parseAsync();
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (require.main === module) void main();

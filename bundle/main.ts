import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { BundleError } from './bundle-error';
import { bundleLambdas } from './bundle-lambdas';
import type { PackageReport } from './package-function';
import { megabytes } from './size-gate';
import { TARGETS, type Target } from './target';

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

void main();

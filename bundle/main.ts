import { relative } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { bundleLambdas } from './bundle-lambdas';
import type { PackageReport } from './package-function';
import { megabytes } from './size-gate';
import { TARGETS, type Target } from './target';

const FAILED = 1;
const USAGE_ERROR = 2;

interface Options {
  readonly target: Target | 'all';
  readonly quiet?: boolean;
}

async function bundle({ target, quiet }: Options): Promise<void> {
  const print = ({ path, size }: PackageReport) =>
    console.log(`${relative(process.cwd(), path)}  ${size === undefined ? 'unchanged' : megabytes(size)}`);
  for (const each of target === 'all' ? TARGETS : [target]) {
    await bundleLambdas({ target: each, ...(quiet ? {} : { onPackage: print }) });
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_ERROR;
  console.error(error instanceof Error ? error.message : String(error));
  return FAILED;
}

new Command('npm run bundle --')
  .description('Bundles each Lambda function into a reproducible zip below dist/.')
  .addOption(
    new Option('--target <target>', 'lambda: for deployment; host: for the local twin')
      .choices([...TARGETS, 'all'])
      .default('all'),
  )
  .option('--quiet', 'print only errors')
  .exitOverride()
  .action(bundle)
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  });

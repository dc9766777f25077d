import type { Command } from 'commander';
import { EXIT } from '../cli/exit-codes';
import { listOf, seedNumber, wholeNumber } from '../cli/option-values';
import { openTerminal } from '../cli/terminal';
import { BUCKET_KINDS, type BucketKind } from './bucket-kinds';

interface Options {
  readonly uploads: number;
  readonly seed: number;
  readonly buckets: readonly BucketKind[];
  readonly json?: boolean;
  readonly verbose?: boolean;
}

const MAX_UPLOADS = 100_000;

const EXAMPLE = `
Photos are also overwritten and deleted, and their versions and delete markers permanently removed.

Example:
  npm run chaos -- --uploads 200 --buckets suspended`;

/** `darkroom chaos` */
export function addChaosCommand(program: Command): void {
  program
    .command('chaos')
    .description(
      'process photos in a twin whose network, services, queue and processes fail, and check every outcome',
    )
    .option('--uploads <number>', 'number of uploads', wholeNumber(1, MAX_UPLOADS), 2000)
    .option('--seed <number>', 'seed of the uploads and faults', seedNumber, 7)
    .option(
      '--buckets <kinds>',
      `kinds of source bucket, each with a share of the uploads: ${BUCKET_KINDS.join(', ')}`,
      listOf(BUCKET_KINDS),
      [...BUCKET_KINDS],
    )
    .addHelpText('after', EXAMPLE)
    .option('--verbose', 'print the output of the functions and the twin')
    .action(async (_options: unknown, command: Command) => {
      const { uploads, seed, buckets, json = false, verbose = false } = command.optsWithGlobals<Options>();
      process.once('SIGINT', () => process.exit(EXIT.interrupted));
      const [{ runChaos }, { reportLines }] = await Promise.all([import('./run-chaos'), import('./report')]);
      const terminal = openTerminal(json);
      const report = await runChaos({
        uploads,
        seed,
        kinds: buckets,
        verbose,
        onProgress: terminal.progress,
      });
      terminal.result(reportLines(report), report);
      // Libraries embedded in the twin keep timers, which would keep the process running.
      process.exit(report.isAsPromised ? EXIT.ok : EXIT.findings);
    });
}

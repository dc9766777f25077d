import { type Command, Option } from 'commander';
import { PROCESSING_STATUSES } from '../../../lambda/domain/image-record';
import { listOf, wholeNumber } from '../../cli/option-values';
import { date } from '../selection/options';
import type { FindOptions } from './run-find';

const MAX_LIMIT = 100_000;
const DEFAULT_LIMIT = 100;

const HELP = `
Prints versions, newest first: time, status, user and key. Names have no index: without --user, --status or
--since every record may be read. The exit code is 1 when nothing is found.

Example:
  npm run images -- find --name wedding --user user-7 --since 2026-06-01`;

/** `darkroom images find` */
export function addFindCommand(images: Command): void {
  images
    .command('find')
    .description('find uploads by file name, user, status or time')
    .option('--name <text>', 'a part of the file name, in any case')
    .option('--user <id>', 'only images of this user')
    .option(
      '--status <statuses>',
      `${PROCESSING_STATUSES.join(', ')} or a comma-separated list (default: all)`,
      listOf(PROCESSING_STATUSES),
    )
    .option('--since <date>', 'only versions from this day on, such as 2026-06-21 (UTC)', date)
    .addOption(
      new Option('--limit <number>', 'stop after this many versions')
        .argParser(wholeNumber(1, MAX_LIMIT))
        .default(DEFAULT_LIMIT, String(DEFAULT_LIMIT)),
    )
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      const { runFind } = await import('./run-find');
      process.exitCode = await runFind(command.optsWithGlobals<FindOptions>());
    });
}

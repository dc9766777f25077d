import { type Command, Option } from 'commander';
import {
  type ImageRecord,
  PROCESSING_STATUSES,
  type ProcessingStatus,
} from '../../../lambda/domain/image-record';
import { EXIT } from '../../cli/exit-codes';
import { listOf, wholeNumber } from '../../cli/option-values';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { date } from '../selection/options';
import { search } from './search';

interface Options extends ConnectionOptions {
  readonly name?: string;
  readonly user?: string;
  readonly status?: readonly ProcessingStatus[];
  readonly since?: number;
  readonly limit: number;
}

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
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run({ status, limit, ...options }: Options): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const { catalog } = await connect(options);
  let found = 0;
  let read = 0;
  for await (const { row, isFound, rowsRead } of search(
    { ...options, ...(status && { statuses: status }) },
    catalog,
  )) {
    read = rowsRead;
    if (isFound) terminal.result(lineOf(row), fieldsOf(row));
    found += isFound ? 1 : 0;
    terminal.progress(`${counted(read, 'version')} read, ${found} found`);
    if (found === limit) break;
  }
  terminal.remark(
    `${counted(found, 'version')} found, ${counted(read, 'version')} read.${hint(found, limit)}`,
  );
  return found > 0 ? EXIT.ok : EXIT.findings;
}

function hint(found: number, limit: number): string {
  if (found === 0) {
    return ' An upload without a record may still be queued, or be a dead letter: npm run images -- redrive --dry-run';
  }
  return found === limit
    ? ' There may be more: raise --limit, or narrow the search.'
    : ' For details about one: npm run images -- explain KEY';
}

function lineOf({ timestamp, processingStatus, userId = '-', key, fileName, error }: ImageRecord): string {
  const time = new Date(timestamp).toISOString().slice(0, 19);
  const name = fileName === undefined ? '' : `  “${fileName}”`;
  const why = error ? `  ${error.code}: ${error.message}` : '';
  return `${time}Z  ${processingStatus.padEnd(10)}  ${userId}  ${key}${name}${why}`;
}

function fieldsOf({ imageId, timestamp, processingStatus: status, userId, key, ...row }: ImageRecord) {
  const { fileName, versionId, error } = row;
  return { imageId, timestamp, status, userId, key, fileName, versionId, error };
}

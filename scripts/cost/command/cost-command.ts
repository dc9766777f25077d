import { type Command, Option } from 'commander';
import { MAX_WAIT_SECONDS } from '../../../lambda/domain/uploads/await-outcome';
import { byteSize, perDay, positiveNumber, wholeNumber } from '../../cli/option-values';
import type { CostOptions } from './run-cost';

const HELP = `
Reads the settings of a deployment and the synthesized plan. Makes no AWS calls and changes nothing.

Example:
  npm run cost -- --uploads 2000/day --size 4MB --compare`;

/** `darkroom cost` */
export function addCostCommand(program: Command): void {
  program
    .command('cost')
    .description('estimate the monthly bill by service, with the current settings')
    .addOption(
      new Option('--uploads <rate>', 'number of uploads, such as 2000/day or 3/second')
        .argParser(perDay)
        .default(2000, '2000/day'),
    )
    .addOption(
      new Option('--size <size>', 'size of an original, such as 4MB')
        .argParser(byteSize)
        .default(4_000_000, '4MB'),
    )
    .option('--api-reads <rate>', 'API requests that read an image, such as 500/day', perDay, 0)
    .option(
      '--api-process <rate>',
      'uploads that a client has processed through the API, such as 100/day',
      perDay,
      0,
    )
    .option(
      '--api-wait <seconds>',
      'seconds that each of these reads waits with ?wait',
      wholeNumber(0, MAX_WAIT_SECONDS),
      0,
    )
    .option('--views <rate>', 'requests for previews at the CDN, such as 50000/day', perDay, 0)
    .option('--deletions <rate>', 'images deleted, such as 20/day; the CDN bills for each', perDay, 0)
    .option('--region <region>', 'region for the prices (default: AWS_REGION)')
    .option(
      '--ms <milliseconds>',
      'measured duration of an upload (default: an estimate from --size)',
      positiveNumber,
    )
    .option('--compare', 'compare memory sizes and preview formats')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      const { runCost } = await import('./run-cost');
      process.exitCode = await runCost(command.optsWithGlobals<CostOptions>());
    });
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { byteSize, perSecond, positiveNumber, seedNumber, wholeNumber } from '../../cli/option-values';
import type { SimulateOptions } from './run-simulate';

const HELP = `
Simulates the planned queue, its polling by Lambda, retries and the dead-letter queue, event by event. Makes no AWS
calls. The exit code is 1 if an upload of the planned system reaches the dead-letter queue or expires in the queue.

Example:
  npm run simulate -- --burst 20000 --ms 3000 --reserved 10`;

const MAX_UPLOADS = 2_000_000;

/** `darkroom simulate` */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('simulate a burst of uploads: backlog, drain time, alarms, dead letters')
    .option('--burst <uploads>', 'number of uploads', wholeNumber(1, MAX_UPLOADS), 100_000)
    .addOption(
      new Option('--rate <rate>', 'spread the uploads over time, such as 50/second')
        .argParser(perSecond)
        .default(Infinity, 'all at once'),
    )
    .addOption(
      new Option('--size <size>', 'size of an original, from which its duration is estimated')
        .argParser(byteSize)
        .default(4_000_000, '4MB'),
    )
    .option('--ms <milliseconds>', 'measured duration of an upload', positiveNumber)
    .option('--fail-rate <share>', 'share of attempts that fail and are retried, 0 to 1', share, 0)
    .option('--seed <number>', 'seed of the random numbers', seedNumber, 1)
    .option(
      '--reserved <functions>',
      'also simulate this reserved concurrency instead of a maximum concurrency, a common mistake',
      wholeNumber(1, MAX_UPLOADS),
    )
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      const { runSimulate } = await import('./run-simulate');
      process.exitCode = await runSimulate(command.optsWithGlobals<SimulateOptions>());
    });
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('Specify a share from 0 to 1, such as 0.02.');
}

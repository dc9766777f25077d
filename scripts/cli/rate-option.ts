import { type Command, InvalidArgumentError } from 'commander';

/** Images a second that leave capacity for other uploads. */
const DEFAULT_RATE = '20';
const MAX_PER_SECOND = 500;

/** Adds `--rate`: how fast images are queued. */
export const addRateOption = (command: Command): Command =>
  command.option('--rate <number>', 'maximum number of images a second', perSecond, perSecond(DEFAULT_RATE));

function perSecond(text: string): number {
  const rate = Number(text);
  if (rate > 0 && rate <= MAX_PER_SECOND) return rate;
  throw new InvalidArgumentError(`Specify a number above 0 and up to ${MAX_PER_SECOND}.`);
}

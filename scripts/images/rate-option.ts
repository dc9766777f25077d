import { type Command, InvalidArgumentError } from 'commander';

/** Images a second that a queue and its function take without anybody else having to wait for long. */
const USUAL_RATE = '20';
const MOST_PER_SECOND = 500;

/** Adds `--rate`: how fast images are queued. */
export const addRateOption = (command: Command): Command =>
  command.option('--rate <number>', 'images a second at most', perSecond, perSecond(USUAL_RATE));

function perSecond(text: string): number {
  const rate = Number(text);
  if (rate > 0 && rate <= MOST_PER_SECOND) return rate;
  throw new InvalidArgumentError(`Give a number above 0, up to ${MOST_PER_SECOND}.`);
}

import '../cli/quiet-sdk';
import { Command } from 'commander';
import { reportText } from './report';
import { runChaos } from './run-chaos';

interface Options {
  readonly uploads: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

const MOST = 100_000;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > MOST)
    throw new Error(`must be a whole number up to ${MOST}, not ${text}`);
  return value;
}

const INTERRUPTED = 130;
const TELL_EVERY_MS = 5_000;

async function main({ uploads, seed, json, verbose = false }: Options): Promise<void> {
  process.once('SIGINT', () => process.exit(INTERRUPTED));
  const report = await runChaos({ uploads, seed, verbose, onProgress: progress() });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  console.log(json ? JSON.stringify(report) : reportText(report));
  // Libraries that the twin embeds keep timers of their own.
  process.exit(report.isAsPromised ? 0 : 1);
}

/** On a terminal a line that changes; elsewhere a line now and then. */
function progress(): (line: string) => void {
  let told = 0;
  return (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
    else if (Date.now() - told >= TELL_EVERY_MS) {
      told = Date.now();
      console.error(line);
    }
  };
}

const program = new Command('chaos')
  .description(
    'Put photos through a twin whose network, services, queue and processes fail, and account for each.',
  )
  .option('--uploads <number>', 'how many', wholeNumber, 2000)
  .option('--seed <number>', 'decides what is uploaded and what goes wrong', wholeNumber, 7)
  .option('--json', 'the report as one JSON document')
  .option('--verbose', 'what the functions and the twin have to say meanwhile')
  .action((options: Options) => main(options));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
});

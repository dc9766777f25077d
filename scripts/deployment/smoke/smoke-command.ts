import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruption';
import { positiveNumber } from '../../cli/option-values';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';

interface Options extends ConnectionOptions {
  readonly json?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

const HELP = `
The photo is generated, and always removed at the end with everything made from it. Subscribers receive its
notifications.

Examples:
  npm run smoke
  npm run smoke -- --endpoint-url http://127.0.0.1:4566`;

/** `darkroom smoke` */
export function addSmokeCommand(program: Command): void {
  program
    .command('smoke')
    .description('process one photo in an environment, check the result, and remove it')
    .option('--timeout <seconds>', 'how long to wait for the outcome', positiveNumber, 120)
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const { smoke } = await import('./smoke');
  const darkroom = await connect(options);
  return interruptible(async (signal) => {
    const result = await smoke(darkroom, {
      timeoutMs: options.timeout * 1000,
      signal,
      onProgress: terminal.progress,
    });
    const { problems, previews, waitedMs } = result;
    const place = `The environment ${darkroom.environment}`;
    const seconds = (waitedMs / 1000).toFixed(1);
    const works = `${place} works: ${counted(previews, 'preview')} after ${seconds} s. The photo was removed.`;
    const fails = [
      `${place} does not work. The photo was removed.`,
      ...problems.map((problem) => `  ${problem}.`),
    ];
    terminal.result(problems.length === 0 ? works : fails, result);
    if (signal.aborted) return EXIT.interrupted;
    return problems.length === 0 ? EXIT.ok : EXIT.findings;
  });
}

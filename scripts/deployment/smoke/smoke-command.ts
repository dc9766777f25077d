import type { Command } from 'commander';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruption';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { smoke } from './smoke';

interface Options extends ConnectionOptions {
  readonly json?: boolean;
  readonly timeout: string;
}

const EXAMPLE = `
The photo is generated, and everything of it is removed at the end, whatever happened. People who subscribed to
notifications get their messages of it.

Examples:
  npm run smoke
  npm run smoke -- --endpoint-url http://127.0.0.1:4566`;

/** `darkroom smoke` */
export function addSmokeCommand(program: Command): void {
  program
    .command('smoke')
    .description('put one photo through an environment, look at what came of it, and remove it again')
    .option('--timeout <seconds>', 'how long to wait for the outcome', '120')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const timeoutMs = Number(options.timeout) * 1000;
  if (!(timeoutMs > 0)) {
    throw new OperatorError(`--timeout is ${options.timeout}, but must be a number of seconds above 0.`);
  }
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  return interruptible(async (signal) => {
    const result = await smoke(darkroom, { timeoutMs, signal, onProgress: terminal.progress });
    const { problems, previews, waitedMs } = result;
    const place = `The environment ${darkroom.environment}`;
    const seconds = (waitedMs / 1000).toFixed(1);
    const works = `${place} works: ${counted(previews, 'preview')} after ${seconds} s. Nothing is left of the photo.`;
    const fails = `${place} does not work. Nothing is left of the photo.\n  ${problems.join('.\n  ')}.`;
    terminal.result(problems.length === 0 ? works : fails, result);
    if (signal.aborted) return EXIT.interrupted;
    return problems.length === 0 ? EXIT.ok : EXIT.findings;
  });
}

import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { interruptible } from '../../cli/interruption';
import { positiveNumber } from '../../cli/option-values';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import type { SmokeResult } from './smoke';

interface Options extends ConnectionOptions {
  /** Seconds. */
  readonly timeout: number;
}

const HELP = `
The photo is generated. At the end, it and everything made from it are always removed. Subscribers receive its
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
    const { problems, hasOtherSettings } = result;
    terminal.result(outcomeLines(darkroom.environment, result), result);
    if (signal.aborted) return EXIT.interrupted;
    return problems.length === 0 && !hasOtherSettings ? EXIT.ok : EXIT.findings;
  });
}

function outcomeLines(environment: string, result: SmokeResult): string[] {
  const { problems, previews, waitedMs, hasOtherSettings } = result;
  const reasons = problems.map((problem) => `  ${problem}.`);
  if (hasOtherSettings) {
    return [
      `The environment ${environment} has other preview settings than this command. The photo was processed, and removed.`,
      ...reasons,
      'Use the settings of the deployment, or deploy yours first: npx cdktf deploy pipeline',
    ];
  }
  if (problems.length > 0) {
    return [`The environment ${environment} does not work. The photo was removed.`, ...reasons];
  }
  const seconds = (waitedMs / 1000).toFixed(1);
  return [
    `The environment ${environment} works: ${counted(previews, 'preview')} after ${seconds} s. The photo was removed.`,
  ];
}

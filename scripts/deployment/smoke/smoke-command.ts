import type { Command } from 'commander';
import { positiveNumber } from '../../cli/option-values';
import type { SmokeOptions } from './run-smoke';

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
      const { runSmoke } = await import('./run-smoke');
      process.exitCode = await runSmoke(command.optsWithGlobals<SmokeOptions>());
    });
}

import type { Command } from 'commander';
import type { AccountOptions } from '../account';

/** `darkroom preflight` */
export function addPreflightCommand(program: Command): void {
  program
    .command('preflight')
    .description('check for everything that would stop a deployment halfway; changes nothing')
    .option('--account <id>', 'fail unless the credentials belong to this account')
    .action(async (_options: unknown, command: Command) => {
      const { runPreflight } = await import('./run-preflight');
      process.exitCode = await runPreflight(command.optsWithGlobals<AccountOptions>());
    });
}

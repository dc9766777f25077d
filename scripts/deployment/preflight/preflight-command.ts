import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { openTerminal } from '../../cli/terminal';
import type { AccountOptions } from '../account';
import { realWorld } from '../world';
import { preflight } from './preflight';
import { reportFindings } from './report-findings';

const NEXT = 'Ready: npx cdktf deploy storage pipeline';

interface Options extends AccountOptions {
  readonly json?: boolean;
}

/** `darkroom preflight` */
export function addPreflightCommand(program: Command): void {
  program
    .command('preflight')
    .description('look, before a deployment, at whatever would stop it half-way; changes nothing')
    .option('--account <id>', 'the only account that will do')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const terminal = openTerminal(options.json ?? false);
      process.exitCode = reportFindings(await preflight(realWorld(options)), terminal);
      if (process.exitCode === EXIT.ok) terminal.remark(NEXT);
    });
}

import type { Command } from 'commander';
import type { Settings } from '../../../stacks/settings';
import { EXIT } from '../../cli/exit-codes';
import { projectSettings } from '../../cli/project';
import { openTerminal } from '../../cli/terminal';
import type { AccountOptions } from '../account';
import { reportFindings } from './report-findings';

/** The stacks of a deployment, in the order in which they depend on each other. */
const stacksOf = ({ DELIVERY }: Pick<Settings, 'DELIVERY'>): string =>
  DELIVERY === 'none' ? 'storage pipeline' : 'storage delivery pipeline';

/** `darkroom preflight` */
export function addPreflightCommand(program: Command): void {
  program
    .command('preflight')
    .description('check for everything that would stop a deployment halfway; changes nothing')
    .option('--account <id>', 'fail unless the credentials belong to this account')
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<AccountOptions>();
      const terminal = openTerminal(options.json ?? false);
      const [{ preflight }, { thisMachine }] = await Promise.all([
        import('./preflight'),
        import('../machine'),
      ]);
      process.exitCode = reportFindings(await preflight(thisMachine(options)), terminal);
      if (process.exitCode === EXIT.ok) {
        terminal.remark(`Ready: npx cdktf deploy ${stacksOf(projectSettings())}`);
      }
    });
}

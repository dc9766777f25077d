import type { Settings } from '../../../stacks/settings';
import { EXIT } from '../../cli/exit-codes';
import { projectSettings } from '../../cli/project';
import { openTerminal } from '../../cli/terminal';
import type { AccountOptions } from '../account';
import { thisMachine } from '../machine';
import { preflight } from './preflight';
import { reportFindings } from './report-findings';

/** The stacks of a deployment, in the order in which they depend on each other. */
const stacksOf = ({ DELIVERY }: Pick<Settings, 'DELIVERY'>): string =>
  DELIVERY === 'none' ? 'storage pipeline' : 'storage delivery pipeline';

/** Checks for everything that would stop a deployment halfway. @returns the exit code */
export async function runPreflight(options: AccountOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const exitCode = reportFindings(await preflight(thisMachine(options)), terminal);
  if (exitCode === EXIT.ok) terminal.remark(`Ready: npx cdktf deploy ${stacksOf(projectSettings())}`);
  return exitCode;
}

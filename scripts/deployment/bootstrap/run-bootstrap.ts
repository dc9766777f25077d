import { PLACEHOLDER_STATE_BUCKET } from '../../../stacks/setting-groups/environment';
import { confirm } from '../../cli/confirm';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { PROJECT_FOLDER } from '../../cli/project-folder';
import { openTerminal, type Terminal } from '../../cli/terminal';
import type { AccountOptions } from '../account';
import { thisMachine } from '../machine';
import { checkPrerequisites } from '../preflight/preflight';
import { reportFindings } from '../preflight/report-findings';
import { announce } from './announce';
import { type Bootstrap, carryOut, planBootstrap } from './bootstrap';
import { LocalState } from './local-state';
import { terraformRuns } from './run-terraform';

export interface BootstrapOptions extends AccountOptions {
  readonly adopt?: boolean;
  readonly yes?: boolean;
}

/** Provides the state bucket. @returns the exit code */
export async function runBootstrap(options: BootstrapOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const { findings, settings, account } = await checkPrerequisites(thisMachine(options));
  const exitCode = reportFindings(findings, terminal);
  if (exitCode !== EXIT.ok || !settings || !account) return exitCode;
  if (settings.STATE_BUCKET === PLACEHOLDER_STATE_BUCKET) {
    throw new OperatorError(
      'STATE_BUCKET is not set: choose a globally unique name, and export STATE_BUCKET=your-company-darkroom-state.',
    );
  }
  const local = new LocalState(PROJECT_FOLDER);
  const terraform = terraformRuns(environmentOf(options));
  return bootstrap({ settings, account, local, terraform }, options, terminal);
}

async function bootstrap(work: Bootstrap, options: BootstrapOptions, terminal: Terminal): Promise<number> {
  const { settings, account } = work;
  const step = await planBootstrap(work, options.adopt ?? false);
  const bucket = settings.STATE_BUCKET;
  const place = { bucket, region: settings.AWS_REGION, accountId: account.id };
  const announcement = announce(step, place);
  terminal.result(announcement.split('\n'), { step, ...place });
  const asks = step === 'make' || step === 'adopt';
  if (asks && !(await confirm('Continue?', options))) return EXIT.ok;
  const exitCode = reportFindings([await carryOut(step, work)], terminal);
  if (exitCode === EXIT.ok)
    terminal.remark('Next: npm run preflight, then npx cdktf deploy storage pipeline');
  return exitCode;
}

/** Passes the connection options on to Terraform and its AWS provider. */
const environmentOf = ({ endpointUrl, profile }: BootstrapOptions): Record<string, string> => ({
  ...(endpointUrl && { AWS_ENDPOINT_URL: endpointUrl }),
  ...(profile && { AWS_PROFILE: profile }),
});

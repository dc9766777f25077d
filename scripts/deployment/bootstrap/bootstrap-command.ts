import type { Command } from 'commander';
import { PLACEHOLDER_STATE_BUCKET } from '../../../stacks/settings-schema';
import { confirm } from '../../cli/confirm';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { PROJECT_FOLDER } from '../../cli/project';
import { openTerminal, type Terminal } from '../../cli/terminal';
import type { AccountOptions } from '../account';
import { thisMachine } from '../machine';
import { checkPrerequisites } from '../preflight/preflight';
import { reportFindings } from '../preflight/report-findings';
import { announce } from './announce';
import { type Bootstrap, carryOut, planBootstrap } from './bootstrap';
import { LocalState } from './local-state';
import { terraformRuns } from './run-terraform';

interface Options extends AccountOptions {
  readonly adopt?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
}

const HELP = `
Run it once per account and region, before the first deployment. Repeating it is harmless. An existing bucket of
yours is used unchanged. The Terraform state of the bucket itself is a local file, terraform.state-backend.tfstate; a
copy is stored in the bucket, and downloaded when the file is lost.

Example:
  STATE_BUCKET=your-company-darkroom-state AWS_REGION=eu-central-1 npm run bootstrap`;

/** `darkroom bootstrap` */
export function addBootstrapCommand(program: Command): void {
  program
    .command('bootstrap')
    .description('create the bucket for the Terraform state of the other stacks')
    .option('--account <id>', 'fail unless the credentials belong to this account')
    .option('--adopt', 'manage an existing bucket of yours from now on')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
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

async function bootstrap(work: Bootstrap, options: Options, terminal: Terminal): Promise<number> {
  const { settings, account } = work;
  const step = await planBootstrap(work, options.adopt ?? false);
  const bucket = settings.STATE_BUCKET;
  const place = { bucket, region: settings.AWS_REGION, accountId: account.id };
  const announcement = announce(step, place);
  terminal.result(announcement, { step, ...place });
  const asks = step === 'make' || step === 'adopt';
  if (asks && !(await confirm('Continue?', options))) return EXIT.ok;
  const exitCode = reportFindings([await carryOut(step, work)], terminal);
  if (exitCode === EXIT.ok)
    terminal.remark('Next: npm run preflight, then npx cdktf deploy storage pipeline');
  return exitCode;
}

/** Passes the connection options on to Terraform and its AWS provider. */
const environmentOf = ({ endpointUrl, profile }: Options): Record<string, string> => ({
  ...(endpointUrl && { AWS_ENDPOINT_URL: endpointUrl }),
  ...(profile && { AWS_PROFILE: profile }),
});

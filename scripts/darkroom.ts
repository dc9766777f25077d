import './cli/quiet-sdk';
import { Command, CommanderError } from 'commander';
import { printableLines } from '../local/foundation/printable';
import { InvalidSettingsError } from '../stacks/invalid-settings-error';
import { addBenchCommand } from './bench/bench-command';
import { addChaosCommand } from './chaos/chaos-command';
import { EXIT, OperatorError } from './cli/exit-codes';
import { dashesHint, refuseSwallowedOptions } from './cli/forgotten-dashes';
import { addCostCommand } from './cost/command/cost-command';
import { addBootstrapCommand } from './deployment/bootstrap/bootstrap-command';
import { addDeployPolicyCommand } from './deployment/deploy-policy/deploy-policy-command';
import { addPreflightCommand } from './deployment/preflight/preflight-command';
import { addSmokeCommand } from './deployment/smoke/smoke-command';
import { addDocsCommand } from './docs/docs-command';
import { addImagesCommand } from './images/images-command';
import { addMoveCommand } from './move-to-cdktn/move-command';
import { addReconcileCommand } from './reconcile/reconcile-command';
import { addReviewCommand } from './review/review-command';
import { addSimulateCommand } from './simulate/command/simulate-command';

const EXIT_CODES = `
Exit codes:
  0    success
  1    finished, and found a problem
  2    usage error, or invalid settings
  3    AWS or the twin could not be reached, or denied access
  130  interrupted by Ctrl-C; the same command continues from there
The exit codes of review are in its own help: npm run review -- --help

Commands select the environment by ENVIRONMENT_SUFFIX and AWS_REGION, as a deployment does. For the twin, set
AWS_ENDPOINT_URL=http://127.0.0.1:4566 or add --endpoint-url http://127.0.0.1:4566`;

type AddCommand = (program: Command) => void;

/** Commands that call AWS, by their heading in the help. */
const CONNECTED: Readonly<Record<string, readonly AddCommand[]>> = {
  'Deploy:': [addBootstrapCommand, addPreflightCommand, addSmokeCommand],
  'Operate:': [addImagesCommand, addReconcileCommand],
};
/** Commands that need no AWS account. */
const OFFLINE: Readonly<Record<string, readonly AddCommand[]>> = {
  'Plan:': [addDeployPolicyCommand, addReviewCommand, addCostCommand, addSimulateCommand],
  'Develop:': [addBenchCommand, addChaosCommand, addDocsCommand, addMoveCommand],
};

/** The command line of Darkroom. */
export function operatorProgram(): Command {
  const program = new Command('darkroom')
    .description('Deploy, operate and examine Darkroom.')
    .option('--endpoint-url <url>', 'AWS endpoint, such as that of the twin')
    .option('--profile <name>', 'profile of the shared AWS configuration')
    .option('--json', 'print one JSON document per line')
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (_program, command) => refuseSwallowedOptions(command))
    .exitOverride();
  addAll(program, CONNECTED);
  const connected = program.commands.length;
  addAll(program, OFFLINE);
  for (const command of program.commands.slice(connected)) hideConnectionOptions(command, program);
  return program;
}

function addAll(program: Command, groups: Readonly<Record<string, readonly AddCommand[]>>): void {
  for (const [heading, commands] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program);
  }
}

function hideConnectionOptions(command: Command, program: Command): void {
  const json = program.options.filter(({ long }) => long === '--json');
  command.configureHelp({ showGlobalOptions: true, visibleGlobalOptions: () => json });
}

/** Runs one command line. The exit code is in `process.exitCode`. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await operatorProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Prints the message of an error. Commander has printed its own errors already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return usageExitCode(error);
  console.error(printableLines(error instanceof Error ? error.message : String(error)));
  if (error instanceof OperatorError) return error.exitCode;
  return error instanceof InvalidSettingsError ? EXIT.usage : EXIT.unreachable;
}

function usageExitCode({ exitCode }: CommanderError): number {
  if (exitCode === 0) return EXIT.ok;
  const hint = dashesHint(operatorProgram());
  if (hint) console.error(hint);
  return EXIT.usage;
}

/** A reader such as `head` may close the pipe before the end of the output. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
}

if (require.main === module) {
  process.stdout.on('error', endOnClosedPipe);
  void main(process.argv.slice(2));
}

import './cli/quiet-sdk';
import { Command, CommanderError } from 'commander';
import { InvalidSettingsError } from '../stacks/settings';
import { EXIT, OperatorError } from './cli/exit-codes';
import { addCostCommand } from './cost/command/cost-command';
import { addBootstrapCommand } from './deployment/bootstrap/bootstrap-command';
import { addPreflightCommand } from './deployment/preflight/preflight-command';
import { addSmokeCommand } from './deployment/smoke/smoke-command';
import { addImagesCommand } from './images/images-command';
import { addReconcileCommand } from './reconcile/reconcile-command';
import { addReviewCommand } from './review/review-command';
import { addSimulateCommand } from './simulate/command/simulate-command';

const EXIT_CODES = `
Exit codes:
  0    done
  1    done, and what was found is not as it should be
  2    wrong words on the command line, or settings that are not valid
  3    AWS, or the twin, could not be reached or refused the caller
  130  interrupted by Ctrl-C; the same command goes on from there

Which environment: ENVIRONMENT_SUFFIX and AWS_REGION, as for a deployment. For the twin, add
  --endpoint-url http://127.0.0.1:4566`;

/** The operators' commands of Darkroom. */
export function operatorProgram(): Command {
  const program = new Command('darkroom')
    .description('Look after a deployed Darkroom, or the twin.')
    .option('--endpoint-url <url>', 'an AWS endpoint other than AWS’s own, such as the twin’s')
    .option('--profile <name>', 'a profile of the shared AWS configuration')
    .option('--json', 'one JSON document a line, for programs')
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  addBootstrapCommand(program);
  addPreflightCommand(program);
  addReviewCommand(program);
  addSmokeCommand(program);
  addReconcileCommand(program);
  addImagesCommand(program);
  addCostCommand(program);
  addSimulateCommand(program);
  return program;
}

/** Carries out one command line. How it ended is told by `process.exitCode`. */
export async function main(words: readonly string[]): Promise<void> {
  try {
    await operatorProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** Tells people what went wrong in a sentence. Commander has told its own errors already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof OperatorError) return error.exitCode;
  return error instanceof InvalidSettingsError ? EXIT.usage : EXIT.unreachable;
}

if (require.main === module) void main(process.argv.slice(2));

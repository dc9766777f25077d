import { type Command, InvalidArgumentError } from 'commander';
import type { DeployPolicyOptions } from './run-deploy-policy';

const HELP = `
The policy is made from the plan of the current settings. It allows everything on the resources of this environment,
whose names contain ENVIRONMENT_SUFFIX, and nothing on those of other environments. The command needs no credentials.

Example:
  ENVIRONMENT_SUFFIX=prod STATE_BUCKET=my-state npm run darkroom -- deploy-policy --account 123456789012`;

/** `darkroom deploy-policy` */
export function addDeployPolicyCommand(program: Command): void {
  program
    .command('deploy-policy')
    .description('print the IAM policy of a role that deploys this environment')
    .requiredOption('--account <id>', 'the AWS account, 12 digits', accountId)
    .addHelpText('after', HELP)
    .action(async (options: DeployPolicyOptions) => {
      const { runDeployPolicy } = await import('./run-deploy-policy');
      runDeployPolicy(options);
    });
}

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('Specify 12 digits.');
}

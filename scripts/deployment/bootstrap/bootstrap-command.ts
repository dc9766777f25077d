import type { Command } from 'commander';
import type { BootstrapOptions } from './run-bootstrap';

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
      const { runBootstrap } = await import('./run-bootstrap');
      process.exitCode = await runBootstrap(command.optsWithGlobals<BootstrapOptions>());
    });
}

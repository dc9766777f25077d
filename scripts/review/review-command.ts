import type { Command } from 'commander';
import { ReviewError } from './review-error';
import type { ReviewOptions } from './run-review';

const HELP = `
Needs no credentials. Both versions are synthesized with the current settings.

Exit codes of this command:
  0  no data is destroyed
  1  the review failed
  2  data would be destroyed

Example:
  npm run review -- --base main`;

/** `darkroom review` */
export function addReviewCommand(program: Command): void {
  program
    .command('review')
    .description('show what a code change would change in AWS, as Markdown')
    .requiredOption('--base <revision>', 'the deployed version, such as main')
    .option('--head <revision>', 'the version to review (default: the files on disk)')
    .option('--out <file>', 'write the Markdown to a file')
    .addHelpText('after', HELP)
    // A usage error must not have the exit code for destroyed data.
    .configureOutput({ outputError: () => undefined })
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new ReviewError(error.message);
    })
    .action(async (_options: unknown, command: Command) => {
      const { runReview } = await import('./run-review');
      process.exitCode = await runReview(command.optsWithGlobals<ReviewOptions>());
    });
}

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { pathAsTyped } from '../../local/foundation/start-folder';
import { openTerminal } from '../cli/terminal';
import { markdown } from './markdown';
import type { Review } from './review';
import { REVIEW_EXIT, ReviewError } from './review-error';

interface Options {
  readonly base: string;
  readonly head?: string;
  readonly out?: string;
  readonly json?: boolean;
}

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
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run({ base, head, out, json = false }: Options): Promise<number> {
  const terminal = openTerminal(json);
  const review = await compared(base, head, terminal.progress);
  const text = markdown(review);
  if (out) writeFileSync(pathAsTyped(out), text);
  if (json || !out) terminal.result(text.trimEnd().split('\n'), review);
  return review.destroysData ? REVIEW_EXIT.destroysData : REVIEW_EXIT.safe;
}

/** Every error becomes a ReviewError, because other exit codes could be mistaken for a verdict. */
async function compared(
  base: string,
  head: string | undefined,
  onProgress: (line: string) => void,
): Promise<Review> {
  const { compareRevisions } = await import('./compare-revisions');
  try {
    return await compareRevisions({ project: process.cwd(), base, head, onProgress });
  } catch (error) {
    throw error instanceof ReviewError ? error : new ReviewError(String(error));
  }
}

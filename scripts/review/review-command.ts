import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openTerminal } from '../cli/terminal';
import { compareRevisions } from './compare-revisions';
import { markdown } from './markdown';
import type { Review } from './review';
import { REVIEW_EXIT, ReviewError } from './review-error';

interface Options {
  readonly base: string;
  readonly head?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const EXIT_CODES = `
Needs no credentials. Both versions are synthesized with the settings of this environment.

Exit codes of this command:
  0  no data is destroyed
  1  the review could not be made
  2  data would be destroyed

Example:
  npm run review -- --base main`;

/** `darkroom review` */
export function addReviewCommand(program: Command): void {
  program
    .command('review')
    .description('say what a change of the code would change in AWS, as Markdown')
    .requiredOption('--base <revision>', 'the version that is deployed, such as main')
    .option('--head <revision>', 'the version to review (default: the files as they are)')
    .option('--out <file>', 'write the Markdown there')
    .addHelpText('after', EXIT_CODES)
    // Wrong words must not end with the exit code of destroyed data.
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
  if (out) writeFileSync(out, text);
  if (json || !out) terminal.result(text.trimEnd(), review);
  return review.destroysData ? REVIEW_EXIT.destroysData : REVIEW_EXIT.safe;
}

/** Whatever goes wrong, it is an error of the review: no other exit code may be taken for a verdict. */
async function compared(
  base: string,
  head: string | undefined,
  onProgress: (line: string) => void,
): Promise<Review> {
  try {
    return await compareRevisions({ project: process.cwd(), base, head, onProgress });
  } catch (error) {
    throw error instanceof ReviewError ? error : new ReviewError(String(error));
  }
}

import { writeFileSync } from 'node:fs';
import { pathAsTyped } from '../../local/foundation/start-folder';
import { openTerminal } from '../cli/terminal';
import { compareRevisions } from './compare-revisions';
import { markdown } from './markdown';
import type { Review } from './review';
import { REVIEW_EXIT, ReviewError } from './review-error';

export interface ReviewOptions {
  readonly base: string;
  readonly head?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Reviews a code change. @returns the exit code */
export async function runReview({ base, head, out, json = false }: ReviewOptions): Promise<number> {
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
  try {
    return await compareRevisions({ project: process.cwd(), base, head, onProgress });
  } catch (error) {
    throw error instanceof ReviewError ? error : new ReviewError(String(error));
  }
}

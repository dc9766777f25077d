import { createInterface } from 'node:readline/promises';
import { EXIT, OperatorError } from './exit-codes';

/** How a command was told to go about questions. */
export interface Consent {
  /** `--yes`: every question is answered already. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Asks the person at the terminal before something is done that costs or cannot be undone.
 * @throws OperatorError where nobody can be asked and nothing was said in advance
 */
export async function confirm(question: string, { yes, json }: Consent): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY) {
    throw new OperatorError(`${question} Nobody is here to ask: add --yes if so.`, EXIT.usage);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

import { createInterface } from 'node:readline/promises';
import { EXIT, OperatorError } from './exit-codes';

/** The options that decide whether a command asks for confirmation. */
export interface Consent {
  /** `--yes`: proceed without asking. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Asks for confirmation of an action that costs money or cannot be undone.
 * @throws OperatorError without a terminal and without `--yes`
 */
export async function confirm(question: string, { yes, json }: Consent): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY) {
    throw new OperatorError(
      `${question} Cannot ask for confirmation without a terminal; pass --yes to proceed.`,
      EXIT.usage,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

import { type Consent, confirm } from '../../cli/confirm';
import { EXIT, OperatorError } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import type { Terminal } from '../../cli/terminal';
import type { Darkroom } from '../../connection/connection';
import { type DeadLetter, deadLetters } from '../../connection/dead-letters';
import { letterValue } from './letter-lines';
import { settleLetters } from './settle-letters';

/** The options that choose messages to discard. */
export interface Unwanted {
  /** Message ids. */
  readonly discard?: readonly string[];
  readonly discardMalformed?: boolean;
}

/**
 * Permanently discards the chosen messages, after confirmation.
 * @returns the exit code
 * @throws OperatorError when the queue has no message with one of the ids
 */
export async function discard(
  darkroom: Darkroom,
  options: Unwanted & Consent & { readonly rate: number },
  terminal: Terminal,
): Promise<number> {
  const ids = new Set(options.discard);
  const isChosen = ({ messageId, malformed }: DeadLetter) =>
    ids.has(messageId) || (options.discardMalformed === true && malformed !== undefined);
  const chosen = await chosenLetters(darkroom, isChosen);
  const unknown = [...ids].filter((id) => !chosen.some(({ messageId }) => messageId === id));
  if (unknown.length > 0) {
    throw new OperatorError(
      `The dead-letter queue has no message ${unknown.join(', ')}. See: npm run images -- redrive --dry-run`,
    );
  }
  if (chosen.length > 0 && !(await confirm(question(chosen), options))) return EXIT.ok;
  const discarded = await settleLetters(darkroom, {
    rate: options.rate,
    decide: (letter) => (isChosen(letter) ? 'discard' : 'keep'),
    onSettled: (letter) => terminal.result(`Discarded message ${letter.messageId}.`, letterValue(letter)),
  });
  terminal.result(`${counted(discarded, 'message')} discarded.`, { discarded });
  return EXIT.ok;
}

async function chosenLetters(
  darkroom: Darkroom,
  isChosen: (letter: DeadLetter) => boolean,
): Promise<DeadLetter[]> {
  const chosen: DeadLetter[] = [];
  for await (const letter of deadLetters(darkroom)) if (isChosen(letter)) chosen.push(letter);
  return chosen;
}

/** Warns about uploads, which have no record after their message is discarded, until `reconcile` finds them. */
function question(chosen: readonly DeadLetter[]): string {
  const uploads = chosen.filter(({ malformed }) => malformed === undefined).length;
  const warning = uploads > 0 ? ` ${counted(uploads, 'upload')} will not be processed.` : '';
  return `Permanently discard ${counted(chosen.length, 'message')}?${warning}`;
}

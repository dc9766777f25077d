import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import { openTerminal, type Terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { discard, type Unwanted } from './discard';
import { groupLines, letterValue } from './letter-lines';
import { moveAll } from './move-all';
import { settleLetters } from './settle-letters';
import { type ReasonGroup, surveyDeadLetters } from './survey';

export interface RedriveOptions extends ConnectionOptions, Unwanted {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly all?: boolean;
  readonly rate: number;
}

/** Shows the dead letters, and moves them back or discards them. @returns the exit code */
export async function runRedrive(options: RedriveOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const groups = await surveyDeadLetters(darkroom, (seen) =>
    terminal.progress(`${counted(seen, 'message')} read`),
  );
  if (!options.dryRun && (options.discard || options.discardMalformed)) {
    return discard(darkroom, options, terminal);
  }
  for (const group of groups) reportGroup(group, terminal);
  const messages = total(groups);
  const stays = options.all ? 0 : total(groups.filter(({ isWorthwhile }) => !isWorthwhile));
  if (options.dryRun) {
    terminal.result(
      `${counted(messages, 'message')} in the dead-letter queue, ${messages - stays} to move back.`,
      { messages, toMove: messages - stays },
    );
    adviseOn(messages, stays, terminal);
    return messages > 0 ? EXIT.findings : EXIT.ok;
  }
  const moved = messages > stays ? await move(darkroom, stays === 0, options, terminal) : 0;
  terminal.result(`${counted(moved, 'message')} moved back, ${stays} left.`, { moved, left: stays });
  return stays > 0 ? EXIT.findings : EXIT.ok;
}

const total = (groups: readonly ReasonGroup[]): number =>
  groups.reduce((sum, { messages }) => sum + messages, 0);

function reportGroup(group: ReasonGroup, terminal: Terminal): void {
  terminal.result(groupLines(group, Date.now()), { ...group, letters: group.letters.map(letterValue) });
}

function adviseOn(messages: number, malformed: number, terminal: Terminal): void {
  if (messages > malformed) {
    terminal.remark('Fix the cause, then move them back: npm run images -- redrive');
    terminal.remark('For details about one of them: npm run images -- explain KEY');
  }
  if (malformed > 0) {
    terminal.remark('No attempt can read the malformed ones: npm run images -- redrive --discard-malformed');
  }
}

/** A message move task of SQS cannot select messages, so a part is moved one by one. */
async function move(
  darkroom: Darkroom,
  everything: boolean,
  { rate, all }: RedriveOptions,
  terminal: Terminal,
): Promise<number> {
  const moved = everything ? await moveAll(darkroom, rate) : undefined;
  if (moved !== undefined) return moved;
  return settleLetters(darkroom, {
    rate,
    decide: ({ malformed }) => (all === true || malformed === undefined ? 'move' : 'keep'),
    onSettled: (_, count) => terminal.progress(`${counted(count, 'message')} moved back`),
  });
}

import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import { addRateOption } from '../../cli/rate-option';
import { openTerminal, type Terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { moveAll } from './move-all';
import { moveSome } from './move-some';
import { type ReasonGroup, surveyDeadLetters } from './survey';

interface Options extends ConnectionOptions {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly all?: boolean;
  readonly rate: number;
}

const EXAMPLE = `
A message is in the dead-letter queue because three attempts failed. Fix the cause first; the log of the
function names it. Malformed messages stay in the dead-letter queue, because no attempt can read them.

Example:
  npm run images -- redrive --dry-run`;

/** `darkroom images redrive` */
export function addRedriveCommand(images: Command): void {
  const redrive = images
    .command('redrive')
    .description('show the messages of the dead-letter queue by reason, and move them back');
  addRateOption(redrive)
    .option('--dry-run', 'only show the messages')
    .option('--all', 'also move malformed messages')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const darkroom = await connect(options);
  const groups = await surveyDeadLetters(darkroom, (seen) =>
    terminal.progress(`${counted(seen, 'message')} read`),
  );
  for (const group of groups) reportGroup(group, terminal);
  const messages = total(groups);
  const stays = options.all ? 0 : total(groups.filter(({ isWorthwhile }) => !isWorthwhile));
  if (options.dryRun) {
    terminal.result(
      `${counted(messages, 'message')} in the dead-letter queue, ${messages - stays} to move back.`,
      {
        messages,
        toMove: messages - stays,
      },
    );
    return messages > 0 ? EXIT.findings : EXIT.ok;
  }
  const moved = messages > stays ? await move(darkroom, stays === 0, options, terminal) : 0;
  terminal.result(`${counted(moved, 'message')} moved back, ${stays} left.`, { moved, left: stays });
  return stays > 0 ? EXIT.findings : EXIT.ok;
}

const total = (groups: readonly ReasonGroup[]): number =>
  groups.reduce((sum, { messages }) => sum + messages, 0);

function reportGroup(group: ReasonGroup, terminal: Terminal): void {
  const { messages, reason, keys } = group;
  const more = messages > keys.length && keys.length > 0 ? ', …' : '';
  const about = keys.length > 0 ? `\n    ${keys.join(', ')}${more}` : '';
  terminal.result(`${counted(messages, 'message')} ${reason}${about}`, group);
}

/** A message move task of SQS moves all messages or none, so a part is moved one by one. */
async function move(
  darkroom: Darkroom,
  everything: boolean,
  { rate, all }: Options,
  terminal: Terminal,
): Promise<number> {
  const moved = everything ? await moveAll(darkroom, rate) : undefined;
  if (moved !== undefined) return moved;
  return moveSome(darkroom, {
    rate,
    moves: ({ malformed }) => all === true || malformed === undefined,
    onMoved: (count) => terminal.progress(`${counted(count, 'message')} moved back`),
  });
}

import type { Command } from 'commander';
import { EXIT } from '../../cli/exit-codes';
import { counted, type Terminal, terminal } from '../../cli/terminal';
import { type ConnectionOptions, connect, type Darkroom } from '../../connection/connection';
import { addRateOption } from '../rate-option';
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
A message is in the dead-letter queue because three attempts at it failed. Mend the cause first; the function's
log names it. Malformed messages stay where they are, since no attempt can ever read them.

Example:
  npm run images -- redrive --dry-run`;

/** `darkroom images redrive` */
export function addRedriveCommand(images: Command): void {
  const redrive = images
    .command('redrive')
    .description('group the messages of the dead-letter queue by reason, and move them back');
  addRateOption(redrive)
    .option('--dry-run', 'only tell what is there')
    .option('--all', 'move malformed messages, too')
    .addHelpText('after', EXAMPLE)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const tell = terminal(options.json ?? false);
  const darkroom = await connect(options);
  const groups = await surveyDeadLetters(darkroom, (seen) =>
    tell.progress(`${counted(seen, 'message')} read`),
  );
  for (const group of groups) tellGroup(group, tell);
  const messages = total(groups);
  const stays = options.all ? 0 : total(groups.filter(({ isWorthwhile }) => !isWorthwhile));
  if (options.dryRun) {
    tell.result(
      `${counted(messages, 'message')} in the dead-letter queue, ${messages - stays} to move back.`,
      {
        messages,
        toMove: messages - stays,
      },
    );
    return messages > 0 ? EXIT.findings : EXIT.ok;
  }
  const moved = messages > stays ? await move(darkroom, stays === 0, options, tell) : 0;
  tell.result(`${counted(moved, 'message')} moved back, ${stays} left.`, { moved, left: stays });
  return stays > 0 ? EXIT.findings : EXIT.ok;
}

const total = (groups: readonly ReasonGroup[]): number =>
  groups.reduce((sum, { messages }) => sum + messages, 0);

function tellGroup(group: ReasonGroup, tell: Terminal): void {
  const { messages, reason, keys } = group;
  const more = messages > keys.length && keys.length > 0 ? ', …' : '';
  const about = keys.length > 0 ? `\n    ${keys.join(', ')}${more}` : '';
  tell.result(`${counted(messages, 'message')} ${reason}${about}`, group);
}

/** SQS moves all or none by itself, so where some must stay they are picked one by one. */
async function move(
  darkroom: Darkroom,
  everything: boolean,
  { rate, all }: Options,
  tell: Terminal,
): Promise<number> {
  const moved = everything ? await moveAll(darkroom, rate) : undefined;
  if (moved !== undefined) return moved;
  return moveSome(darkroom, {
    rate,
    moves: ({ malformed }) => all === true || malformed === undefined,
    onMoved: (count) => tell.progress(`${counted(count, 'message')} moved back`),
  });
}

import { type Command, InvalidArgumentError } from 'commander';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import { EVERYTHING_OUTDATED, SELECTABLE, type Selectable, type Selection } from './selection';

/** What the options of a selection are parsed to. */
export interface SelectionOptions {
  readonly prefix?: string;
  readonly user?: string;
  readonly status?: readonly Selectable[];
  readonly since?: number;
}

/** Adds the options that select images to a command. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option('--prefix <prefix>', `keys that begin so, such as ${UPLOADS_PREFIX}2026/`, uploadsPrefix)
    .option('--user <id>', 'images of one user')
    .option(
      '--status <statuses>',
      `${SELECTABLE.join(', ')} or several with commas (default: ${EVERYTHING_OUTDATED.statuses.join(',')})`,
      statuses,
    )
    .option('--since <date>', 'uploaded on that day or later, such as 2026-06-21 (UTC)', date);
}

export const selectionOf = ({ prefix, user, status, since }: SelectionOptions): Selection => ({
  ...EVERYTHING_OUTDATED,
  ...(prefix && { prefix }),
  ...(user && { user }),
  ...(status && { statuses: status }),
  ...(since !== undefined && { since }),
});

function uploadsPrefix(text: string): string {
  if (text.startsWith(UPLOADS_PREFIX)) return text;
  throw new InvalidArgumentError(`Originals lie under ${UPLOADS_PREFIX}: begin with that.`);
}

function statuses(text: string): Selectable[] {
  const named = text.toUpperCase().split(',');
  const known = SELECTABLE.filter((status) => named.includes(status));
  if (known.length === named.length) return known;
  throw new InvalidArgumentError(`Allowed are ${SELECTABLE.join(', ')}, several with commas.`);
}

function date(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError('Give a day as 2026-06-21 or a time as 2026-06-21T12:00:00Z.');
}

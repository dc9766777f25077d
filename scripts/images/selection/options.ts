import { type Command, InvalidArgumentError } from 'commander';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import { listOf } from '../../cli/option-values';
import { EVERYTHING_OUTDATED, SELECTABLE, type Selectable, type Selection } from './selection';

/** The parsed options that select images. */
export interface SelectionOptions {
  readonly prefix?: string;
  readonly user?: string;
  readonly status?: readonly Selectable[];
  readonly since?: number;
}

/** Adds the options that select images to a command. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option('--prefix <prefix>', `only keys with this prefix, such as ${UPLOADS_PREFIX}2026/`, uploadsPrefix)
    .option('--user <id>', 'only images of this user')
    .option(
      '--status <statuses>',
      `${SELECTABLE.join(', ')} or a comma-separated list (default: ${EVERYTHING_OUTDATED.statuses.join(',')})`,
      listOf(SELECTABLE),
    )
    .option('--since <date>', 'only images uploaded on or after this day, such as 2026-06-21 (UTC)', date);
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
  throw new InvalidArgumentError(`The prefix must start with ${UPLOADS_PREFIX}.`);
}

/** @throws InvalidArgumentError unless the text is a day or a time */
export function date(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError('Specify a day such as 2026-06-21 or a time such as 2026-06-21T12:00:00Z.');
}

import { printable } from '../../../local/foundation/printable';
import { counted, timeSpan } from '../../cli/quantities';
import type { DeadLetter } from '../../connection/dead-letters';
import type { ReasonGroup } from './survey';

/** Maximum number of characters of a body to show. */
const BODY_SHOWN = 200;

/** A dead letter for programs. */
export const letterValue = ({ messageId, sentAt, body }: DeadLetter) => ({
  messageId,
  ...(sentAt !== undefined && { sentAt: new Date(sentAt).toISOString() }),
  body: body.slice(0, BODY_SHOWN),
});

/** A reason and its messages as text. */
export function groupLines({ messages, reason, letters }: ReasonGroup, now: number): string[] {
  const more = messages - letters.length;
  return [
    `${counted(messages, 'message')} ${reason}`,
    ...letters.flatMap((letter) => letterLines(letter, now)),
    ...(more > 0 ? [`    and ${counted(more, 'more message')}`] : []),
  ];
}

function letterLines({ messageId, sentAt, events, body }: DeadLetter, now: number): string[] {
  const age = sentAt === undefined ? '' : `, ${timeSpan((now - sentAt) / 1000)} old`;
  const keys = events.map(({ key }) => key).join(', ');
  const rest = body.length > BODY_SHOWN ? ' …' : '';
  return [
    ...(keys ? [`    ${keys}`] : []),
    `    ${keys ? '  ' : ''}message ${messageId}${age}`,
    `      ${printable(body.slice(0, BODY_SHOWN))}${rest}`,
  ];
}

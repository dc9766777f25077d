import { counted } from '../../cli/quantities';
import { groupLines } from '../redrive/letter-lines';
import { surveyDeadLetters } from '../redrive/survey';
import type { Look } from './observation';

export const lookAtDeadLetters: Look = async (darkroom, { now }) => {
  const groups = await surveyDeadLetters(darkroom, () => {});
  const malformed = groups.filter(({ isWorthwhile }) => !isWorthwhile).length;
  const messages = groups.reduce((sum, group) => sum + group.messages, 0);
  return {
    lines: [
      `${counted(messages, 'message')} in the dead-letter queue`,
      ...groups.flatMap((group) => groupLines(group, now)).map((line) => `  ${line}`),
    ],
    cures: [
      ...(groups.length > malformed
        ? ['When the cause is fixed, move them back: npm run images -- redrive']
        : []),
      ...(malformed > 0
        ? ['Discard the messages that no attempt can read: npm run images -- redrive --discard-malformed']
        : []),
    ],
  };
};

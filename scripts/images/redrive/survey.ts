import type { Darkroom } from '../../connection/connection';
import { type DeadLetter, deadLetters } from '../../connection/dead-letters';
import { reasonOf } from './reasons';

/** Dead-letter messages with the same reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly isWorthwhile: boolean;
  readonly messages: number;
  /** The first few object keys. */
  readonly keys: readonly string[];
  /** The first of the messages. */
  readonly letters: readonly DeadLetter[];
}

const KEYS_SHOWN = 5;
const LETTERS_SHOWN = 20;

/** Groups the messages of the dead-letter queue by reason, most frequent first. Removes none. */
export async function surveyDeadLetters(
  darkroom: Darkroom,
  onMessage: (messages: number) => void,
): Promise<ReasonGroup[]> {
  const groups = new Map<string, ReasonGroup>();
  let messages = 0;
  for await (const letter of deadLetters(darkroom)) {
    const { reason, isWorthwhile, keys } = await reasonOf(letter, darkroom.catalog);
    const group = groups.get(reason) ?? { reason, isWorthwhile, messages: 0, keys: [], letters: [] };
    groups.set(reason, {
      ...group,
      messages: group.messages + 1,
      keys: [...new Set([...group.keys, ...keys])].slice(0, KEYS_SHOWN),
      letters: [...group.letters, letter].slice(0, LETTERS_SHOWN),
    });
    messages += 1;
    onMessage(messages);
  }
  return [...groups.values()].sort((a, b) => b.messages - a.messages);
}

import type { Darkroom } from '../../connection/connection';
import { deadLetters } from '../../connection/dead-letters';
import { reasonOf } from './reasons';

/** Dead-letter messages with the same reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly isWorthwhile: boolean;
  readonly messages: number;
  /** The first few object keys. */
  readonly keys: readonly string[];
}

const KEYS_SHOWN = 5;

/** Groups the messages of the dead-letter queue by reason, most frequent first. Removes none. */
export async function surveyDeadLetters(
  darkroom: Darkroom,
  onMessage: (messages: number) => void,
): Promise<ReasonGroup[]> {
  const groups = new Map<string, ReasonGroup>();
  let messages = 0;
  for await (const letter of deadLetters(darkroom)) {
    const { reason, isWorthwhile, keys } = await reasonOf(letter, darkroom.catalog);
    const group = groups.get(reason) ?? { reason, isWorthwhile, messages: 0, keys: [] };
    const shown = [...new Set([...group.keys, ...keys])].slice(0, KEYS_SHOWN);
    groups.set(reason, { ...group, messages: group.messages + 1, keys: shown });
    messages += 1;
    onMessage(messages);
  }
  return [...groups.values()].sort((a, b) => b.messages - a.messages);
}

import type { DeadLetter } from '../../twin-view';

export async function fetchDeadLetters(): Promise<readonly DeadLetter[]> {
  const response = await fetch('/console/dead-letters');
  if (!response.ok) throw new Error(`Darkroom returned HTTP status ${response.status}.`);
  const { letters }: { letters: readonly DeadLetter[] } = await response.json();
  return letters;
}

/** @returns how many messages were moved back to the queue */
export async function postRedrive(): Promise<number> {
  const response = await fetch('/console/redrive', { method: 'POST' });
  if (!response.ok) throw new Error(`The redrive failed: Darkroom returned HTTP status ${response.status}.`);
  const { moved }: { moved: number } = await response.json();
  return moved;
}

export async function discardDeadLetter(messageId: string): Promise<void> {
  const response = await fetch(`/console/discard?id=${encodeURIComponent(messageId)}`, { method: 'POST' });
  if (!response.ok)
    throw new Error(`The message was not discarded: Darkroom returned HTTP status ${response.status}.`);
}

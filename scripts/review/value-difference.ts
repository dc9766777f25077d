/** Number of characters to show before the difference, as context. */
const CONTEXT = 24;

export interface ShownValues {
  readonly before: string;
  readonly after: string;
}

/**
 * Shortens two texts to the first place where they differ.
 * @param max maximum number of characters of each
 */
export function valueDifference(before: string, after: string, max: number): ShownValues {
  if (before.length <= max && after.length <= max) return { before, after };
  const start = Math.max(0, commonPrefix(before, after) - CONTEXT);
  return { before: excerpt(before, start, max), after: excerpt(after, start, max) };
}

/** The length of the common prefix. */
function commonPrefix(before: string, after: string): number {
  const end = Math.min(before.length, after.length);
  let length = 0;
  while (length < end && before[length] === after[length]) length += 1;
  return length;
}

function excerpt(text: string, start: number, max: number): string {
  const shown = text.slice(start, start + max);
  return `${start > 0 ? '…' : ''}${shown}${start + max < text.length ? '…' : ''}`;
}

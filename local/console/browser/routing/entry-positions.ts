/** How far each entry of the history was scrolled, pixels. */
const positions = new Map<string, number>();
let entries = 0;

interface EntryState {
  readonly entry?: string;
}

const entryOf = (state: EntryState | null): string | undefined => state?.entry;

/** Where the current entry of the history was left; the top if it is new, as after a link. */
export function positionOfEntry(): number {
  const known = entryOf(history.state);
  if (known !== undefined) return positions.get(known) ?? 0;
  entries += 1;
  // The time tells this load of the page from an earlier one, whose entries are still there.
  history.replaceState({ entry: `${performance.timeOrigin}-${entries}` } satisfies EntryState, '');
  return 0;
}

/** Remembers the position of whatever entry is current. Returns a function that stops it. */
export function rememberPositions(): () => void {
  const onScroll = () => {
    const entry = entryOf(history.state);
    if (entry !== undefined) positions.set(entry, window.scrollY);
  };
  window.addEventListener('scroll', onScroll, { passive: true });
  return () => window.removeEventListener('scroll', onScroll);
}

/** The scroll position of each entry of the history, pixels. */
const positions = new Map<string, number>();
let entries = 0;

interface EntryState {
  readonly entry?: string;
}

const entryOf = (state: EntryState | null): string | undefined => state?.entry;

/** The last scroll position of the current entry of the history; the top if the entry is new, as after a link. */
export function positionOfEntry(): number {
  const known = entryOf(history.state);
  if (known !== undefined) return positions.get(known) ?? 0;
  entries += 1;
  // The time distinguishes this load of the page from an earlier one, whose entries still exist.
  history.replaceState({ entry: `${performance.timeOrigin}-${entries}` } satisfies EntryState, '');
  return 0;
}

/** Records the scroll position of the current entry. Returns a function that stops this. */
export function rememberPositions(): () => void {
  const onScroll = () => {
    const entry = entryOf(history.state);
    if (entry !== undefined) positions.set(entry, window.scrollY);
  };
  window.addEventListener('scroll', onScroll, { passive: true });
  return () => window.removeEventListener('scroll', onScroll);
}

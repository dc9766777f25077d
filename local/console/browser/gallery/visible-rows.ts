/** Pixels, all of them. */
export interface Viewport {
  /** How far the list's top lies above the top of the screen. */
  readonly scrolled: number;
  readonly height: number;
}

/** Drawn beyond either edge of the screen, so that quick scrolling does not meet emptiness. */
const OVERSCAN_ROWS = 3;

/** The rows that must be drawn: from `first` up to, and without, `end`. */
export function visibleRows(
  { scrolled, height }: Viewport,
  rowHeight: number,
  rows: number,
): { readonly first: number; readonly end: number } {
  const first = Math.floor(scrolled / rowHeight) - OVERSCAN_ROWS;
  const end = Math.ceil((scrolled + height) / rowHeight) + OVERSCAN_ROWS;
  const clamp = (row: number) => Math.min(rows, Math.max(0, row));
  return { first: clamp(first), end: clamp(end) };
}

/** All values are pixels. */
export interface Viewport {
  /** The distance of the list's top above the top of the screen. */
  readonly scrolled: number;
  readonly height: number;
}

/** Rows drawn beyond either edge of the screen, so that quick scrolling shows no empty space. */
const OVERSCAN_ROWS = 3;

/** The rows that must be drawn: from `first` up to `end`, excluding `end`. */
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

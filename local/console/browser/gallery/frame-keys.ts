const ROWS_A_PAGE = 4;

/** The frame that a key moves to from the current one; `undefined` for other keys. */
export function nextFrame(key: string, current: number, frames: number, columns: number): number | undefined {
  const last = frames - 1;
  const step = (by: number) => Math.min(last, Math.max(0, current + by));
  switch (key) {
    case 'ArrowRight':
      return step(1);
    case 'ArrowLeft':
      return step(-1);
    case 'ArrowDown':
      return current + columns > last ? current : current + columns;
    case 'ArrowUp':
      return current - columns < 0 ? current : current - columns;
    case 'PageDown':
      return step(columns * ROWS_A_PAGE);
    case 'PageUp':
      return step(-columns * ROWS_A_PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** The sizes that place a frame on the sheet, in pixels. */
export interface SheetGeometry {
  readonly columns: number;
  readonly frameWidth: number;
  /** From the top of one strip to the top of the next. */
  readonly rowHeight: number;
}

const NARROWEST_FRAME = 216;
const NARROWEST_FRAME_ON_A_PHONE = 150;
const PHONE = 600;
/** A 35 mm frame is 36 by 24 millimetres. */
const FRAME_ASPECT = 3 / 2;
/** The perforated edges and the line of print between frame and edge. As in contact-sheet.css. */
const EDGES = 50;
const STRIP_GAP = 20;

/** Strips of as many frames as fit across. */
export function sheetGeometry(width: number): SheetGeometry {
  const narrowest = width < PHONE ? NARROWEST_FRAME_ON_A_PHONE : NARROWEST_FRAME;
  const columns = Math.max(1, Math.floor(width / narrowest));
  const frameWidth = width / columns;
  return { columns, frameWidth, rowHeight: Math.round(frameWidth / FRAME_ASPECT) + EDGES + STRIP_GAP };
}

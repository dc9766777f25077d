import type { Canvas } from './painting';

/** EXIF orientations: the positions of stored rows and columns in the picture (CIPA DC-008, 4.6.5.1.6). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The stored position of pixel x, y. `right` and `bottom` are the last column and row of the picture. */
const STORED_AT: Record<
  Orientation,
  (x: number, y: number, right: number, bottom: number) => [number, number]
> = {
  1: (x, y) => [x, y],
  2: (x, y, right) => [right - x, y],
  3: (x, y, right, bottom) => [right - x, bottom - y],
  4: (x, y, _, bottom) => [x, bottom - y],
  5: (x, y) => [y, x],
  6: (x, y, right) => [y, right - x],
  7: (x, y, right, bottom) => [bottom - y, right - x],
  8: (x, y, _, bottom) => [bottom - y, x],
};

/** The pixels as a camera in that orientation stores them. */
export function storedPixels(upright: Canvas, orientation: Orientation): Canvas {
  const { width, height, channels } = upright;
  const [rowLength, rows] = orientation >= 5 ? [height, width] : [width, height];
  const data = Buffer.alloc(upright.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = STORED_AT[orientation](x, y, width - 1, height - 1);
      const from = (y * width + x) * channels;
      upright.data.copy(data, (row * rowLength + column) * channels, from, from + channels);
    }
  }
  return { data, width: rowLength, height: rows, channels };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayP3 } from './colour-profile';
import { codedPictureOf, heicFile } from './heic-file';

/** Tiles beside and below each other, as telephones cut 12 megapixels into pieces of 512 pixels. */
const [COLUMNS, ROWS] = [8, 6];

/**
 * A photo of a telephone: a grid of HEVC tiles in Display P3. Each tile is the same piece of `cameraPicture`, coded once
 * with x265 at 46 kB, as much as a tile of a photo takes.
 */
export async function heicPhoto(width: number, height: number): Promise<Buffer> {
  const tile = codedPictureOf(readFileSync(join(__dirname, 'camera-tile.heic')));
  const tiles = Array.from({ length: COLUMNS * ROWS }, () => tile);
  return heicFile({ tiles, columns: COLUMNS, size: { width, height }, icc: await displayP3() });
}

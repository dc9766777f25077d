import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayP3 } from './colour-profile';
import { codedPictureOf, heicFile } from './heic-file';

/** The grid into which phones split 12 megapixels: tiles of 512 x 512 pixels. */
const [COLUMNS, ROWS] = [8, 6];

/**
 * A photo like those of phones: a grid of HEVC tiles in Display P3. All tiles are the same part of `cameraPicture`,
 * coded with x265. Its 46 kB are typical for a tile of a photo.
 */
export async function heicPhoto(width: number, height: number): Promise<Buffer> {
  const tile = codedPictureOf(readFileSync(join(__dirname, 'camera-tile.heic')));
  const tiles = Array.from({ length: COLUMNS * ROWS }, () => tile);
  return heicFile({ tiles, columns: COLUMNS, size: { width, height }, icc: await displayP3() });
}

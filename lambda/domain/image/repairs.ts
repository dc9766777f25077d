import type { ImageFormat } from '../image-record';
import { repairedJpegs } from './jpeg/jpeg-repair';
import { readTiffLayout } from './tiff/tiff-layout';
import { repairedTiff } from './tiff/tiff-repair';
import { repairedWebp } from './webp-repair';

export interface Repair {
  readonly repaired: Buffer;
  /** The lowest severity that counts as damage. */
  readonly failOn: 'warning' | 'error';
}

/** TIFF compressions whose decoders report missing pixels only as a warning: fax and JPEG. */
const WARNS_OF_DAMAGE = [2, 3, 4, 7];

/**
 * Repairs faults that a strict decoder refuses although no pixel is missing. Only the decoders of JPEG, TIFF and WebP
 * are that strict. Yields candidates in the order to try them.
 */
export function* repairsOf(format: ImageFormat, bytes: Buffer): Generator<Repair> {
  if (format === 'jpeg') {
    for (const repaired of repairedJpegs(bytes)) yield { repaired, failOn: 'warning' };
  }
  if (format === 'tiff') {
    const repaired = repairedTiff(bytes);
    if (!repaired) return;
    yield { repaired, failOn: 'warning' };
    const compression = readTiffLayout(bytes)?.compression ?? 1;
    if (!WARNS_OF_DAMAGE.includes(compression)) yield { repaired, failOn: 'error' };
  }
  if (format === 'webp') {
    const repaired = repairedWebp(bytes);
    if (repaired) yield { repaired, failOn: 'warning' };
  }
}

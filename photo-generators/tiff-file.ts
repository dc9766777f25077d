const [SHORT, LONG] = [3, 4];

type Entry = readonly [tag: number, type: number, value: number];

/** Baseline tags of a page of 1 x 1 grey pixel (TIFF 6.0, section 4): tag, type, value. */
const TINY_PAGE: readonly Entry[] = [
  [256, SHORT, 1],
  [257, SHORT, 1],
  [258, SHORT, 8],
  [259, SHORT, 1],
  [262, SHORT, 1],
  [273, LONG, 8],
  [277, SHORT, 1],
  [278, SHORT, 1],
  [279, LONG, 1],
];

const HEADER_BYTES = 8;

/** A TIFF with many pages of one pixel. `further` adds numbers to each page, by tag. */
export function tiffOfTinyPages(pages: number, further: Readonly<Record<number, number>> = {}): Buffer {
  const added = Object.entries(further).map(([tag, value]): Entry => [Number(tag), LONG, value]);
  const entries = [...TINY_PAGE, ...added].toSorted(([a], [b]) => a - b);
  const pageBytes = 2 + entries.length * 12 + 4;
  const tiff = Buffer.alloc(HEADER_BYTES + pages * pageBytes);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(HEADER_BYTES, 4);
  for (let page = 0; page < pages; page++) {
    const at = HEADER_BYTES + page * pageBytes;
    const isLast = page === pages - 1;
    writeDirectory(tiff.subarray(at, at + pageBytes), entries, isLast ? 0 : at + pageBytes);
  }
  return tiff;
}

function writeDirectory(directory: Buffer, entries: readonly Entry[], next: number): void {
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, type, value], index) => {
    const entry = 2 + index * 12;
    directory.writeUInt16LE(tag, entry);
    directory.writeUInt16LE(type, entry + 2);
    directory.writeUInt32LE(1, entry + 4);
    directory.writeUInt32LE(value, entry + 8);
  });
  directory.writeUInt32LE(next, directory.length - 4);
}

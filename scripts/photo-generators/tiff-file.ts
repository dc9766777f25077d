const [SHORT, LONG] = [3, 4];

/** Baseline tags of a page of 1 x 1 grey pixel (TIFF 6.0, section 4): tag, type, value. */
const TINY_PAGE: ReadonlyArray<readonly [tag: number, type: number, value: number]> = [
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
const PAGE_BYTES = 2 + TINY_PAGE.length * 12 + 4;

/** A TIFF of many pages of one pixel each. */
export function tiffOfTinyPages(pages: number): Buffer {
  const tiff = Buffer.alloc(HEADER_BYTES + pages * PAGE_BYTES);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(HEADER_BYTES, 4);
  for (let page = 0; page < pages; page++) {
    const at = HEADER_BYTES + page * PAGE_BYTES;
    tiff.writeUInt16LE(TINY_PAGE.length, at);
    TINY_PAGE.forEach(([tag, type, value], index) => {
      const entry = at + 2 + index * 12;
      tiff.writeUInt16LE(tag, entry);
      tiff.writeUInt16LE(type, entry + 2);
      tiff.writeUInt32LE(1, entry + 4);
      tiff.writeUInt32LE(value, entry + 8);
    });
    const isLast = page === pages - 1;
    tiff.writeUInt32LE(isLast ? 0 : at + PAGE_BYTES, at + PAGE_BYTES - 4);
  }
  return tiff;
}

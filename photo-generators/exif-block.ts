const [BYTE, ASCII] = [1, 2];
const PREAMBLE = 'Exif\0\0';
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Stored after the directory. Overlapping arrays have none. */
  readonly value?: Buffer;
}

/**
 * An EXIF block with one directory, for malformed blocks of cameras that an encoder would correct.
 * @param texts by tag
 * @param overlappingArrays number of additional tags that each claim the same 60,000 bytes
 */
export function exifBlock(
  texts: Readonly<Record<number, string | Buffer>>,
  order: 'little-endian' | 'big-endian',
  { overlappingArrays = 0 } = {},
): Buffer {
  const named = Object.entries(texts).map(([tag, text]): Entry => {
    const value = Buffer.concat([Buffer.from(text as string), Buffer.alloc(8)]);
    return { tag: Number(tag), type: ASCII, count: value.length, value };
  });
  const arrays = Array.from({ length: overlappingArrays }, (_, index): Entry => {
    return { tag: 1000 + index, type: BYTE, count: 60_000 };
  });
  return layOut([...named, ...arrays], order === 'little-endian');
}

function layOut(entries: readonly Entry[], little: boolean): Buffer {
  const directory = Buffer.alloc(2 + entries.length * ENTRY_BYTES + 4);
  const header = Buffer.alloc(HEADER_BYTES);
  const write16 = (to: Buffer, value: number, at: number) =>
    little ? to.writeUInt16LE(value, at) : to.writeUInt16BE(value, at);
  const write32 = (to: Buffer, value: number, at: number) =>
    little ? to.writeUInt32LE(value, at) : to.writeUInt32BE(value, at);
  header.write(little ? 'II' : 'MM');
  write16(header, 42, 2);
  write32(header, HEADER_BYTES, 4);
  write16(directory, entries.length, 0);
  let valueAt = HEADER_BYTES + directory.length;
  entries.forEach(({ tag, type, count, value }, index) => {
    const entry = 2 + index * ENTRY_BYTES;
    write16(directory, tag, entry);
    write16(directory, type, entry + 2);
    write32(directory, count, entry + 4);
    write32(directory, value ? valueAt : HEADER_BYTES, entry + 8);
    valueAt += value?.length ?? 0;
  });
  const values = entries.map(({ value }) => value ?? Buffer.alloc(0));
  return Buffer.concat([Buffer.from(PREAMBLE), header, directory, ...values]);
}

const HEADER_BYTES = 8;

/**
 * A WebP whose size, as its first bytes state it, is that of the file. Some programs forget the padding byte at the end or
 * count it wrong; the decoder refuses that before it looks at the picture, whose own parts state their sizes, too.
 * @returns nothing when the size is right already
 */
export function repairedWebp(bytes: Buffer): Buffer | undefined {
  const padded = Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]);
  if (padded.readUInt32LE(4) === padded.length - HEADER_BYTES && padded.length === bytes.length)
    return undefined;
  padded.writeUInt32LE(padded.length - HEADER_BYTES, 4);
  return padded;
}

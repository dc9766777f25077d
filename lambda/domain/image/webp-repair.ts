const HEADER_BYTES = 8;

/**
 * Corrects the size in the header of a WebP. Some programs omit the padding byte at the end or count it wrongly, and
 * the decoder refuses such files, although the parts of the picture state their own sizes.
 * @returns undefined if the size is correct
 */
export function repairedWebp(bytes: Buffer): Buffer | undefined {
  const padded = Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]);
  if (padded.readUInt32LE(4) === padded.length - HEADER_BYTES && padded.length === bytes.length)
    return undefined;
  padded.writeUInt32LE(padded.length - HEADER_BYTES, 4);
  return padded;
}

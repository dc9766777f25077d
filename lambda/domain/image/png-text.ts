const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Length, type and checksum around the data of each chunk. */
const CHUNK_FRAME_BYTES = 12;

/**
 * A PNG without its compressed texts. Each may unpack to 8 MB before a decoder looks at any pixel: fifty of
 * them, in 400 kB, took 4 s to read a header and 4 s more to decode. Nothing in them reaches a preview.
 * Everything that has none is handed back as it is, uncopied.
 */
export function withoutCompressedText(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return bytes;
  const kept: Buffer[] = [];
  let keptTo = 0;
  for (let at = SIGNATURE.length; at + CHUNK_FRAME_BYTES <= bytes.length; ) {
    const end = at + CHUNK_FRAME_BYTES + bytes.readUInt32BE(at);
    if (isCompressedText(bytes.subarray(at, end))) {
      kept.push(bytes.subarray(keptTo, at));
      keptTo = end;
    }
    at = end;
  }
  return keptTo === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(keptTo)]);
}

/** `zTXt` always is; `iTXt` is when the byte after its keyword says so (PNG, third edition, 11.3.3). */
function isCompressedText(chunk: Buffer): boolean {
  const type = chunk.toString('latin1', 4, 8);
  if (type !== 'iTXt') return type === 'zTXt';
  const endOfKeyword = chunk.indexOf(0, 8);
  return endOfKeyword > 0 && chunk[endOfKeyword + 1] !== 0;
}

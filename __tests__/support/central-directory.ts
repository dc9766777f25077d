/** An entry of a zip as unpackers see it, beyond its name and contents. */
export interface DirectoryEntry {
  readonly path: string;
  /** The system it says to come from: 3 is Unix, whose modes the next field holds. */
  readonly madeBy: number;
  /** File type and permissions, e.g. 0o100644. */
  readonly mode: number;
  /** As stored: date above, time of day below, without a zone. */
  readonly dosTime: number;
}

const END_RECORD = 0x06054b50;
const END_RECORD_SIZE = 22;
const HEADER_SIZE = 46;

/** Reads the directory at the end of a zip that has no comment, as an independent witness of its writer. */
export function centralDirectory(zip: Uint8Array): DirectoryEntry[] {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = bytes.length - END_RECORD_SIZE;
  if (bytes.readUInt32LE(end) !== END_RECORD) throw new Error('The zip does not end with its end record.');
  const entries: DirectoryEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      path: bytes.toString('utf8', at + HEADER_SIZE, at + HEADER_SIZE + nameLength),
      madeBy: bytes.readUInt8(at + 5),
      mode: bytes.readUInt32LE(at + 38) >>> 16,
      dosTime: bytes.readUInt32LE(at + 12),
    });
    at += HEADER_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

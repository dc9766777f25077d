/** The metadata of an entry of a zip. */
export interface DirectoryEntry {
  readonly path: string;
  /** The system that created it. With 3, Unix, the next field contains its mode. */
  readonly madeBy: number;
  /** File type and permissions, e.g. 0o100644. */
  readonly mode: number;
  /** As stored: the date in the upper half, the time of day in the lower half, without a time zone. */
  readonly dosTime: number;
}

const END_RECORD = 0x06054b50;
const END_RECORD_SIZE = 22;
const HEADER_SIZE = 46;

/** Reads the directory of a zip without a comment, independently of the code that writes it. */
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

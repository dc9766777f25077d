/** One box of an ISO base media file (ISO/IEC 14496-12, 4.2), the container format of HEIC and AVIF. */
export interface Box {
  readonly type: string;
  /** Its contents. */
  readonly body: Buffer;
}

const HEADER_BYTES = 8;
const LARGE_HEADER_BYTES = 16;
/** Far more than phones write. It bounds the time for a file that consists of tiny boxes. */
const MAX_BOXES = 10_000;

/** Iterates over the boxes in `bytes`. Stops at a box that is larger than the rest of the bytes. */
export function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < MAX_BOXES && at + HEADER_BYTES <= bytes.length; count++) {
    const short = bytes.readUInt32BE(at);
    const isLarge = short === 1 && at + LARGE_HEADER_BYTES <= bytes.length;
    const size = isLarge ? Number(bytes.readBigUInt64BE(at + HEADER_BYTES)) : short || bytes.length - at;
    const header = isLarge ? LARGE_HEADER_BYTES : HEADER_BYTES;
    if (size < header || at + size > bytes.length) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + header, at + size) };
    at += size;
  }
}

/** The body of the first box of a type; undefined if there is none. */
export function boxIn(bytes: Buffer | undefined, type: string): Buffer | undefined {
  for (const box of bytes ? boxesIn(bytes) : []) if (box.type === type) return box.body;
  return undefined;
}

/** Reads big-endian numbers one after the other. After the end it returns 0 and sets `isAtEnd`. */
export class NumberReader {
  private at = 0;
  isAtEnd = false;

  constructor(private readonly bytes: Buffer) {}

  /** @param size in bytes, 0 to 8 */
  next(size: number): number {
    if (size === 0) return 0;
    if (this.at + size > this.bytes.length) {
      this.isAtEnd = true;
      return 0;
    }
    const start = this.at;
    this.at += size;
    return size === 8 ? Number(this.bytes.readBigUInt64BE(start)) : this.bytes.readUIntBE(start, size);
  }

  /** Reads a zero-terminated text. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) {
      this.isAtEnd = true;
      return '';
    }
    const text = this.bytes.toString('latin1', this.at, end);
    this.at = end + 1;
    return text;
  }
}

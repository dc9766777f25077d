/** One box of an ISO base media file (ISO/IEC 14496-12, 4.2), which HEIC and AVIF consist of. */
export interface Box {
  readonly type: string;
  /** Its contents. */
  readonly body: Buffer;
}

const HEADER_BYTES = 8;
const LARGE_HEADER_BYTES = 16;
/** Far more than phones write. A file of nothing but small boxes must not take long to read. */
const MAX_BOXES = 10_000;

/** Walks the boxes in some bytes. One that claims more than there is, ends the walk. */
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

export function boxIn(bytes: Buffer | undefined, type: string): Buffer | undefined {
  for (const box of bytes ? boxesIn(bytes) : []) if (box.type === type) return box.body;
  return undefined;
}

/** Reads numbers of any width one after the other; behind the end it reads zeros and notes that. */
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

  /** A text that ends with a zero. */
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

import { utf8Text } from '../utf8-text';

/** The tags of one image file directory (TIFF 6.0, section 2). EXIF and TIFF consist of such directories. */
export interface ImageDirectory {
  /** The text of a tag, without padding; undefined if the tag is absent, empty or not a text. */
  text(tag: number): string | undefined;
  /** The first number of a tag; undefined if the tag is absent or not a byte, short or long. */
  number(tag: number): number | undefined;
  /** The numbers of a tag, at most 64; empty if the tag is absent or not a byte, short or long. */
  numbers(tag: number): number[];
  has(tag: number): boolean;
  /** The 12 bytes of each entry, in the order of the file. */
  entries(): Buffer[];
  /** The offset of the next directory; 0 for none. */
  readonly next: number;
}

const ENTRY_BYTES = 12;
const [BYTE, ASCII, SHORT, LONG] = [1, 2, 3, 4];
const VALUE_BYTES: Readonly<Record<number, number>> = { [BYTE]: 1, [SHORT]: 2, [LONG]: 4 };
const MAX_NUMBERS = 64;
const MAX_TEXT_BYTES = 1024;

/**
 * Reads directories lazily and within bounds. A value is read only on request, so a header of a few kilobytes that
 * claims thousands of overlapping arrays costs nothing. Tags outside the bytes count as absent. Invalid data never
 * throws.
 */
export class DirectoryReader {
  private constructor(
    private readonly bytes: Buffer,
    readonly littleEndian: boolean,
  ) {}

  /** @returns undefined if the bytes are not a classic TIFF structure */
  static open(bytes: Buffer): DirectoryReader | undefined {
    const mark = bytes.toString('latin1', 0, 4);
    if (mark !== 'II*\0' && mark !== 'MM\0*') return undefined;
    return new DirectoryReader(bytes, mark.startsWith('II'));
  }

  /** The first directory; undefined if there is none. */
  first(): ImageDirectory | undefined {
    return this.at(this.uint32(4));
  }

  at(offset: number | undefined): ImageDirectory | undefined {
    const count = offset ? this.uint16(offset) : undefined;
    if (!offset || count === undefined) return undefined;
    const start = offset + 2;
    const find = (tag: number) => this.find(tag, start, count);
    return {
      text: (tag) => this.text(find(tag)),
      number: (tag) => this.numbers(find(tag))[0],
      numbers: (tag) => this.numbers(find(tag)),
      has: (tag) => find(tag) !== undefined,
      entries: () => this.entries(start, count),
      next: this.uint32(start + count * ENTRY_BYTES) ?? 0,
    };
  }

  private find(tag: number, start: number, count: number): number | undefined {
    const end = Math.min(start + count * ENTRY_BYTES, this.bytes.length);
    for (let entry = start; entry < end; entry += ENTRY_BYTES) {
      if (this.uint16(entry) === tag) return entry;
    }
    return undefined;
  }

  private text(entry: number | undefined): string | undefined {
    if (entry === undefined || this.uint16(entry + 2) !== ASCII) return undefined;
    const length = this.uint32(entry + 4) ?? 0;
    const start = length <= 4 ? entry + 8 : this.uint32(entry + 8);
    if (start === undefined || start + length > this.bytes.length) return undefined;
    const padded = this.bytes.subarray(start, start + Math.min(length, MAX_TEXT_BYTES));
    const end = padded.indexOf(0);
    return decodeText(padded.subarray(0, end < 0 ? padded.length : end)) || undefined;
  }

  private entries(start: number, count: number): Buffer[] {
    const fitting = Math.min(count, Math.floor((this.bytes.length - start) / ENTRY_BYTES));
    return Array.from({ length: Math.max(0, fitting) }, (_, index) => {
      const entry = start + index * ENTRY_BYTES;
      return this.bytes.subarray(entry, entry + ENTRY_BYTES);
    });
  }

  private numbers(entry: number | undefined): number[] {
    const size = entry === undefined ? undefined : VALUE_BYTES[this.uint16(entry + 2) ?? 0];
    if (entry === undefined || !size) return [];
    const count = Math.min(this.uint32(entry + 4) ?? 0, MAX_NUMBERS);
    const start = count * size <= 4 ? entry + 8 : this.uint32(entry + 8);
    if (start === undefined || start + count * size > this.bytes.length) return [];
    return Array.from({ length: count }, (_, index) => this.unsigned(start + index * size, size));
  }

  private unsigned(offset: number, size: number): number {
    return this.littleEndian ? this.bytes.readUIntLE(offset, size) : this.bytes.readUIntBE(offset, size);
  }

  private uint16(offset: number): number | undefined {
    if (offset + 2 > this.bytes.length) return undefined;
    return this.littleEndian ? this.bytes.readUInt16LE(offset) : this.bytes.readUInt16BE(offset);
  }

  private uint32(offset: number): number | undefined {
    if (offset + 4 > this.bytes.length) return undefined;
    return this.littleEndian ? this.bytes.readUInt32LE(offset) : this.bytes.readUInt32BE(offset);
  }
}

/** The standard requires ASCII, but programs write UTF-8, and old cameras write Latin-1. */
const decodeText = (bytes: Buffer): string =>
  (utf8Text(bytes) ?? bytes.toString('latin1')).replaceAll(/\p{Cc}+/gu, ' ').trim();

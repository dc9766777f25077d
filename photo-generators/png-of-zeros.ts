import { constants, deflateRawSync } from 'node:zlib';
import { pngChunk } from './png-file';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** 16 bits each of red, green, blue and alpha. */
const BYTES_PER_PIXEL = 8;
const PIECE_BYTES = 2 ** 20;
/** The largest prime below 2^16, the modulus of Adler-32 (RFC 1950). */
const ADLER_PRIME = 65_521;
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);

/** Where each pass of an interlaced picture begins, and its steps (PNG, third edition, 8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * An interlaced PNG with 16 bits per channel and alpha, all transparent black. It is a thousandth of the size of its
 * pixels, and fast to make, because every megabyte of zeros compresses to the same bytes.
 */
export function interlacedPngOfZeros(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, 6, 0, 0, 1], 8);
  return Buffer.concat([
    SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('IDAT', packedZeros(passesBytes(width, height))),
    pngChunk('IEND'),
  ]);
}

/** Each row of each pass starts with a filter byte. */
function passesBytes(width: number, height: number): number {
  return PASSES.reduce((sum, [left, top, across, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    return columns > 0 && rows > 0 ? sum + rows * (1 + columns * BYTES_PER_PIXEL) : sum;
  }, 0);
}

/** A zlib stream of `bytes` zeros. */
function packedZeros(bytes: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(PIECE_BYTES), { finishFlush: constants.Z_FULL_FLUSH });
  const pieces = new Array<Buffer>(Math.floor(bytes / PIECE_BYTES)).fill(piece);
  const rest = deflateRawSync(Buffer.alloc(bytes % PIECE_BYTES));
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((bytes % ADLER_PRIME) * 65_536 + 1);
  return Buffer.concat([ZLIB_HEADER, ...pieces, rest, checksum]);
}

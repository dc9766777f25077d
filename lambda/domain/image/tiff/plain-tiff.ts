import { TIFF_TAG } from './tiff-layout';

/** The layout of pixels in an uncompressed TIFF: row by row, with interleaved channels, little-endian. */
export interface PlainPicture {
  readonly width: number;
  readonly height: number;
  /** The colour channels, without alpha. */
  readonly colour: 'grey' | 'rgb' | 'cmyk';
  readonly hasAlpha: boolean;
  readonly bits: 8 | 16;
  readonly icc?: Buffer | undefined;
}

const COLOUR = {
  grey: { photometric: 1, channels: 1 },
  rgb: { photometric: 2, channels: 3 },
  cmyk: { photometric: 5, channels: 4 },
} as const;

const [SHORT, LONG, UNDEFINED] = [3, 4, 7];
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const UNASSOCIATED_ALPHA = 2;

export const channelsOf = ({ colour, hasAlpha }: PlainPicture): number =>
  COLOUR[colour].channels + (hasAlpha ? 1 : 0);

/** The size of all pixels in bytes. */
export const pixelBytesOf = (picture: PlainPicture): number =>
  picture.width * picture.height * channelsOf(picture) * (picture.bits / 8);

/**
 * The part of an uncompressed TIFF before its pixels. It lets sharp read decoded pixels together with their colour
 * profile, which its raw input does not support.
 */
export function plainTiffHeader(picture: PlainPicture): Buffer {
  const { width, height, colour, hasAlpha, bits, icc } = picture;
  const channels = channelsOf(picture);
  const entries: Array<readonly [tag: number, type: number, values: readonly number[] | Buffer]> = [
    [TIFF_TAG.width, LONG, [width]],
    [TIFF_TAG.height, LONG, [height]],
    [TIFF_TAG.bitsPerSample, SHORT, Array<number>(channels).fill(bits)],
    [TIFF_TAG.compression, SHORT, [1]],
    [TIFF_TAG.photometric, SHORT, [COLOUR[colour].photometric]],
    [TIFF_TAG.stripOffsets, LONG, [0]],
    [TIFF_TAG.samplesPerPixel, SHORT, [channels]],
    [TIFF_TAG.rowsPerStrip, LONG, [height]],
    [TIFF_TAG.stripByteCounts, LONG, [pixelBytesOf(picture)]],
    [TIFF_TAG.planarConfiguration, SHORT, [1]],
  ];
  if (hasAlpha) entries.push([TIFF_TAG.extraSamples, SHORT, [UNASSOCIATED_ALPHA]]);
  if (icc) entries.push([TIFF_TAG.iccProfile, UNDEFINED, icc]);
  return write(entries);
}

function write(entries: ReadonlyArray<readonly [number, number, readonly number[] | Buffer]>): Buffer {
  const valuesStart = HEADER_BYTES + 2 + entries.length * ENTRY_BYTES + 4;
  const directory = Buffer.alloc(valuesStart);
  directory.write('II*\0', 'latin1');
  directory.writeUInt32LE(HEADER_BYTES, 4);
  directory.writeUInt16LE(entries.length, HEADER_BYTES);
  const outside: Buffer[] = [];
  let end = valuesStart;
  let pixelOffsetAt = 0;
  for (const [index, [tag, type, values]] of entries.entries()) {
    const at = HEADER_BYTES + 2 + index * ENTRY_BYTES;
    const packed = Buffer.isBuffer(values) ? values : pack(values, type);
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(values.length, at + 4);
    if (tag === TIFF_TAG.stripOffsets) pixelOffsetAt = at + 8;
    if (packed.length <= 4) packed.copy(directory, at + 8);
    else {
      directory.writeUInt32LE(end, at + 8);
      const padded = Buffer.alloc(packed.length + (packed.length % 2));
      packed.copy(padded);
      outside.push(padded);
      end += padded.length;
    }
  }
  directory.writeUInt32LE(end, pixelOffsetAt);
  return Buffer.concat([directory, ...outside]);
}

function pack(values: readonly number[], type: number): Buffer {
  const size = type === SHORT ? 2 : 4;
  const bytes = Buffer.alloc(values.length * size);
  for (const [index, value] of values.entries()) bytes.writeUIntLE(value, index * size, size);
  return bytes;
}

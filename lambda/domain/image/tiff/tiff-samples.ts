import { openSamples } from '../image-decoder';
import type { ImageHeader } from '../inspect';
import { DirectoryReader } from './image-directory';
import { type PlainPicture, pixelBytesOf, plainTiffHeader } from './plain-tiff';
import { type Samples, sampleRange } from './sample-range';
import { isStretched, TIFF_TAG, type TiffLayout } from './tiff-layout';

const DEPTHS = {
  unsigned8: { depth: 'uchar', view: Uint8Array },
  unsigned16: { depth: 'ushort', view: Uint16Array },
  unsigned32: { depth: 'uint', view: Uint32Array },
  // Read as unsigned samples, which have the same bits, because sharp clips negative ones.
  signed16: { depth: 'ushort', view: Int16Array },
  signed32: { depth: 'int', view: Int32Array },
  float32: { depth: 'float', view: Float32Array },
} as const;

/**
 * Converts a TIFF that the decoder would misinterpret into a plain one of the same picture. Drops channels that are
 * neither colour nor declared as transparency. Stretches samples that are signed, floats or wider than 16 bits to the
 * full range, as programs show elevation models and measurements.
 */
export async function sortOutSamples(
  bytes: Buffer,
  layout: TiffLayout,
  header: ImageHeader,
): Promise<Buffer> {
  const isUnsigned = layout.bits <= 8 || layout.kind === 'unsigned';
  const key = `${isUnsigned ? 'unsigned' : layout.kind}${Math.max(8, layout.bits)}` as keyof typeof DEPTHS;
  const { depth, view } = DEPTHS[key];
  const readable = layout.kind === 'signed' && layout.bits <= 16 ? declaredUnsigned(bytes) : bytes;
  const { space } = header;
  // sharp keeps one channel only for 8-bit grey.
  const shownIn = space === 'b-w' && depth === 'uchar' ? 'srgb' : space;
  const { data, info } = await openSamples(readable, { from: space, to: shownIn, depth });
  const samples: Samples = new view(
    data.buffer as ArrayBuffer,
    data.byteOffset,
    data.length / view.BYTES_PER_ELEMENT,
  );
  const colours = shownIn === 'srgb' ? 3 : layout.colours;
  const alpha = layout.alpha === undefined ? -1 : layout.alpha - layout.samples + info.channels;
  const picture: PlainPicture = {
    width: info.width,
    height: info.height,
    colour: colours === 1 ? 'grey' : colours === 4 ? 'cmyk' : 'rgb',
    hasAlpha: alpha >= colours,
    bits: layout.bits === 16 && !isStretched(layout) ? 16 : 8,
    icc: isStretched(layout) ? undefined : header.icc,
  };
  const channels = [...Array(colours).keys(), ...(picture.hasAlpha ? [alpha] : [])];
  return write(picture, samples, { stride: info.channels, channels, layout });
}

interface Selection {
  /** Samples in a pixel. */
  readonly stride: number;
  /** Indexes of the channels to keep. */
  readonly channels: readonly number[];
  readonly layout: TiffLayout;
}

function write(picture: PlainPicture, samples: Samples, { stride, channels, layout }: Selection): Buffer {
  const start = plainTiffHeader(picture);
  const file = Buffer.allocUnsafe(start.length + pixelBytesOf(picture));
  start.copy(file);
  const sampleBytes = picture.bits / 8;
  const toByte = isStretched(layout) ? sampleRange(samples, stride, layout) : (value: number) => value;
  let at = start.length;
  for (let pixel = 0; pixel < samples.length; pixel += stride) {
    for (const channel of channels) {
      const value = toByte(samples[pixel + channel] ?? 0);
      if (sampleBytes === 2) file.writeUInt16LE(value, at);
      else file[at] = value;
      at += sampleBytes;
    }
  }
  return file;
}

/** Copies a TIFF, and declares its samples as unsigned. */
function declaredUnsigned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const reader = DirectoryReader.open(copy);
  for (const entry of reader?.first()?.entries() ?? []) {
    const tag = reader?.littleEndian ? entry.readUInt16LE(0) : entry.readUInt16BE(0);
    // Without a sample format, samples are unsigned, so the tag is replaced with one that decoders ignore.
    if (tag !== TIFF_TAG.sampleFormat) continue;
    if (reader?.littleEndian) entry.writeUInt16LE(UNKNOWN_TAG, 0);
    else entry.writeUInt16BE(UNKNOWN_TAG, 0);
  }
  return copy;
}

/** A tag in the private range of TIFF 6.0. */
const UNKNOWN_TAG = 65_000;

const text = (content: string): Buffer => Buffer.from(content, 'latin1');

function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
}

/** Two colours. */
const PALETTE = Buffer.from([0x2e, 0x54, 0x8c, 0xd8, 0xb0, 0x60]);
const HAS_PALETTE = Buffer.from([0x80, 0, 0]);
/** One pixel of the first colour, packed (GIF89a, appendix F): clear, 0, end. */
const ONE_PIXEL = Buffer.from([2, 2, 0x44, 0x01, 0]);

/** A GIF whose frames each claim the whole canvas but contain one pixel: 22 bytes per frame at any size. */
export function gifOfManyFrames(width: number, height: number, frames: number): Buffer {
  const frame = Buffer.concat([
    Buffer.from([0x21, 0xf9, 4, 0, 2, 0, 0, 0]),
    Buffer.from([0x2c]),
    uint16(0, 0, width, height),
    Buffer.from([0]),
    ONE_PIXEL,
  ]);
  return Buffer.concat([
    text('GIF89a'),
    uint16(width, height),
    HAS_PALETTE,
    PALETTE,
    ...new Array<Buffer>(frames).fill(frame),
    text(';'),
  ]);
}

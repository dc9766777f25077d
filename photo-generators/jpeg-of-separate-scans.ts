const segment = (marker: number, ...data: readonly number[]): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, Buffer.from(data)]);
};

const COMPONENTS = [1, 2, 3];
const BLOCK_EDGE = 8;
/** Every block of a grey picture has two one-bit codes: no difference, and end of block. */
const BITS_PER_BLOCK = 2;

/**
 * A grey baseline JPEG with a separate scan for each of its three components. It has a few kilobytes per megapixel, but
 * makes a decoder keep the coefficients of the whole picture.
 */
export function jpegOfSeparateScans(width: number, height: number): Buffer {
  const blocks = Math.ceil(width / BLOCK_EDGE) * Math.ceil(height / BLOCK_EDGE);
  const codes = Buffer.alloc(Math.ceil((blocks * BITS_PER_BLOCK) / 8));
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const components = COMPONENTS.flatMap((id) => [id, 0x11, 0]);
  const oneCode = [1, ...new Array<number>(15).fill(0), 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, 0, ...new Array<number>(64).fill(1)),
    segment(0xc0, 8, ...size, COMPONENTS.length, ...components),
    segment(0xc4, 0x00, ...oneCode),
    segment(0xc4, 0x10, ...oneCode),
    ...COMPONENTS.flatMap((id) => [segment(0xda, 1, id, 0, 0, 63, 0), codes]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

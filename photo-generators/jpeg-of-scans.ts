const segment = (marker: number, ...data: readonly number[]): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, Buffer.from(data)]);
};

/** The kind of JPEG, which decoders may not support. */
export interface JpegKind {
  /** Start-of-frame marker. @default 0xc2, progressive */
  readonly frame?: number;
  /** Bits a channel. @default 8 */
  readonly precision?: number;
  /** @default 3 */
  readonly components?: number;
}

/** A JPEG that declares a picture with the given number of scans, but contains no pixels. */
export function jpegOfScans(
  width: number,
  height: number,
  scans: number,
  { frame = 0xc2, precision = 8, components = 3 }: JpegKind = {},
): Buffer {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const ids = Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat();
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(frame, precision, ...size, components, ...ids),
    ...Array.from({ length: scans }, () =>
      Buffer.concat([segment(0xda, 1, 1, 0, 1, 1, 0), Buffer.from([0])]),
    ),
    Buffer.from([0xff, 0xd9]),
  ]);
}

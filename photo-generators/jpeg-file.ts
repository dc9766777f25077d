const START_OF_IMAGE_BYTES = 2;

/** Inserts a marker segment, such as APP1 (0xe1), before all others in a JPEG. */
export function withSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([
    jpeg.subarray(0, START_OF_IMAGE_BYTES),
    head,
    data,
    jpeg.subarray(START_OF_IMAGE_BYTES),
  ]);
}

import sharp from 'sharp';

const START_OF_IMAGE_BYTES = 2;
const APP2 = 0xffe2;
const ICC_MARK = 'ICC_PROFILE\0';

/** The Display P3 profile that the image library comes with. */
export async function displayP3(): Promise<Buffer> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#808080' } });
  const { icc } = await sharp(await pixel.withIccProfile('p3').png().toBuffer()).metadata();
  if (!icc) throw new Error('The image library wrote no profile into a PNG.');
  return icc;
}

/**
 * Says of a JPEG's pixels that they are in the profile's colour space. They stay as they are, unlike in a
 * conversion, so that they may be colours sRGB does not have.
 */
export function assignProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const head = Buffer.alloc(4 + ICC_MARK.length + 2);
  head.writeUInt16BE(APP2, 0);
  head.writeUInt16BE(head.length - 2 + profile.length, 2);
  head.write(ICC_MARK, 4, 'latin1');
  // Part 1 of 1.
  head.writeUInt16BE(0x0101, 4 + ICC_MARK.length);
  const [start, rest] = [jpeg.subarray(0, START_OF_IMAGE_BYTES), jpeg.subarray(START_OF_IMAGE_BYTES)];
  return Buffer.concat([start, head, profile, rest]);
}

import sharp from 'sharp';
import { withSegment } from './jpeg-file';

const APP2 = 0xe2;
/** The header of a profile in one part, 1 of 1 (ICC.1, annex B.4). */
const ICC_MARK = Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1');

/** The Display P3 profile of the image library. */
export async function displayP3(): Promise<Buffer> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#808080' } });
  const { icc } = await sharp(await pixel.withIccProfile('p3').png().toBuffer()).metadata();
  if (!icc) throw new Error('The image library wrote no profile into a PNG.');
  return icc;
}

/**
 * Assigns a colour profile to a JPEG. Unlike a conversion, this keeps the pixel values, which may be outside sRGB.
 */
export const assignProfile = (jpeg: Buffer, profile: Buffer): Buffer =>
  withSegment(jpeg, APP2, Buffer.concat([ICC_MARK, profile]));

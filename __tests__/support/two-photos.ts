import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** Two photos, distinguished by their colours: A is red, B is blue. */
export interface Photos {
  readonly A: Buffer;
  readonly B: Buffer;
}

export async function twoPhotos(): Promise<Photos> {
  const photo = (background: { r: number; g: number; b: number }) =>
    sharp({ create: { width: 20, height: 16, channels: 3, background } })
      .png()
      .toBuffer();
  return { A: await photo({ r: 220, g: 30, b: 30 }), B: await photo({ r: 30, g: 30, b: 220 }) };
}

const eTagOf = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

export const eTagsOf = ({ A, B }: Photos): Readonly<Record<keyof Photos, string>> => ({
  A: eTagOf(A),
  B: eTagOf(B),
});

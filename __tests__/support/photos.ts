import sharp from 'sharp';

/** A small, plain photo for tests that do not depend on the picture. */
export function jpegPhoto({ width = 1200, height = 800 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer();
}

import sharp from 'sharp';

/** A small, plain photo: enough where a test is not about what the picture shows. */
export function jpegPhoto({ width = 1200, height = 800 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer();
}

import sharp from 'sharp';

/** An encoded image, or pixels. */
type Picture = Buffer | { data: Buffer; width: number; height: number; channels: 3 | 4 };

const openPicture = (picture: Picture) =>
  Buffer.isBuffer(picture) ? sharp(picture) : sharp(picture.data, { raw: picture });

const EDGE = 64;

/**
 * The visible difference of two pictures: the mean distance of their colours in CIE Lab, both scaled to 64 x 64.
 * Differences below about 2 are invisible; a wrong rotation or an inversion gives 20 and more.
 */
export async function colourDistance(a: Picture, b: Picture): Promise<number> {
  const [left, right] = await Promise.all([labPixels(a), labPixels(b)]);
  let sum = 0;
  for (let at = 0; at < left.length; at += 3) {
    sum += Math.hypot(...[0, 1, 2].map((channel) => (left[at + channel] ?? 0) - (right[at + channel] ?? 0)));
  }
  return sum / (left.length / 3);
}

async function labPixels(picture: Picture): Promise<Float32Array> {
  const upright = await openPicture(picture)
    .flatten({ background: '#ffffff' })
    .resize(EDGE, EDGE, { fit: 'fill' })
    .png()
    .toBuffer();
  const data = await sharp(upright).toColourspace('lab').raw({ depth: 'float' }).toBuffer();
  return new Float32Array(data.buffer, data.byteOffset, data.length / 4);
}

/** Peak signal-to-noise ratio in dB of two pictures of the same size. Differences at 40 and more are invisible. */
export async function psnr(a: Picture, b: Picture): Promise<number> {
  const [left, right] = await Promise.all([a, b].map((picture) => openPicture(picture).raw().toBuffer()));
  if (!left || !right || left.length !== right.length) throw new Error('The pictures differ in size.');
  let squares = 0;
  for (let at = 0; at < left.length; at++) squares += ((left[at] ?? 0) - (right[at] ?? 0)) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / left.length));
}

/** The colour of one pixel: red, green, blue and, if it has one, alpha. */
export async function pixelAt(picture: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

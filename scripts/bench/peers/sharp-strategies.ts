import sharp, { type Sharp } from 'sharp';

type Format = 'webp' | 'jpeg';

const encode = (picture: Sharp, format: Format): Promise<Buffer> =>
  (format === 'webp' ? picture.webp({ quality: 80, effort: 2 }) : picture.jpeg({ quality: 80 })).toBuffer();

/**
 * The minimal code for the same previews in the fastest way known: one decode at the scale of the largest preview,
 * from whose pixels the others are made. No limits, checks or placeholder.
 */
export async function cascade(bytes: Buffer, edges: readonly number[], format: Format): Promise<Buffer[]> {
  const { autoOrient } = await sharp(bytes).metadata();
  const longest = Math.max(autoOrient.width, autoOrient.height);
  const inside = (picture: Sharp, edge: number) => {
    const [width, height] = [autoOrient.width, autoOrient.height].map((side) =>
      Math.round(side * (edge / longest)),
    );
    return picture.resize(width, height, { fit: 'fill' });
  };
  const original = sharp(bytes, { autoOrient: true, sequentialRead: true });
  const { data, info } = await inside(original, Math.max(...edges))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return Promise.all(edges.map((edge) => encode(inside(sharp(data, { raw }), edge), format)));
}

/**
 * The steps of AWS's Dynamic Image Transformation (the Serverless Image Handler) for each request: read the
 * metadata, decode, resize, encode. A gallery requests each size separately.
 */
export async function sizeBySize(bytes: Buffer, edges: readonly number[], format: Format): Promise<Buffer[]> {
  const previews: Buffer[] = [];
  for (const edge of edges) {
    await sharp(bytes, { failOn: 'none' }).metadata();
    const picture = sharp(bytes, { failOn: 'none' }).rotate().resize(edge, edge, { fit: 'inside' });
    previews.push(await encode(picture, format));
  }
  return previews;
}

import sharp, { type Sharp } from 'sharp';

/** A format and its settings, as minimal code gives them. */
export interface BareEncoding {
  readonly format: 'jpeg' | 'png' | 'webp' | 'avif';
  /** For WebP and AVIF. */
  readonly effort?: number;
}

const encode = (picture: Sharp, { format, effort = 0 }: BareEncoding): Promise<Buffer> => {
  if (format === 'jpeg') return picture.jpeg({ quality: 80 }).toBuffer();
  if (format === 'png') return picture.png().toBuffer();
  return format === 'webp'
    ? picture.webp({ quality: 80, effort }).toBuffer()
    : picture.avif({ quality: 50, effort }).toBuffer();
};

/**
 * The minimal code for several formats of several sizes: one decode at the scale of the largest, one resize for each
 * other size, and one encoding for each file.
 */
export async function cascadeOfFormats(
  bytes: Buffer,
  edges: readonly number[],
  encodings: readonly BareEncoding[],
): Promise<Buffer[]> {
  const largest = Math.max(...edges);
  const inside = (picture: Sharp, edge: number) => picture.resize(edge, edge, { fit: 'inside' });
  const rasterOf = async (picture: Sharp) => {
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
  };
  const top = await rasterOf(inside(sharp(bytes, { autoOrient: true, sequentialRead: true }), largest));
  const files = edges.map(async (edge) => {
    const { data, raw } =
      edge === largest ? top : await rasterOf(inside(sharp(top.data, { raw: top.raw }), edge));
    return Promise.all(encodings.map((encoding) => encode(sharp(data, { raw }), encoding)));
  });
  return (await Promise.all(files)).flat();
}

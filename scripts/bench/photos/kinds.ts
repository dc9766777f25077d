import type { Sharp } from 'sharp';

interface KindOfPhoto {
  readonly name: string;
  readonly extension: string;
  readonly encode: (picture: Sharp) => Sharp;
  /** Largest megapixels worth measuring: above it Darkroom rejects the photo, or no camera makes one. */
  readonly maxMegapixels?: number;
}

/** Results in 4 MB for 12 megapixels, as phones produce. */
const JPEG_QUALITY = 92;

/** The encodings of cameras and programs, with less effort where it would take minutes. */
export const KINDS = {
  jpeg: { name: 'JPEG', extension: 'jpg', encode: (picture) => picture.jpeg({ quality: JPEG_QUALITY }) },
  'progressive-jpeg': {
    name: 'progressive JPEG',
    extension: 'jpg',
    encode: (picture) => picture.jpeg({ quality: JPEG_QUALITY, progressive: true }),
  },
  png: { name: 'PNG', extension: 'png', encode: (picture) => picture.png({ compressionLevel: 4 }) },
  webp: { name: 'WebP', extension: 'webp', encode: (picture) => picture.webp({ quality: 88, effort: 1 }) },
  avif: {
    name: 'AVIF',
    extension: 'avif',
    encode: (picture) => picture.avif({ quality: 60, effort: 0 }),
    maxMegapixels: 25,
  },
  tiff: { name: 'TIFF', extension: 'tif', encode: (picture) => picture.tiff({ compression: 'lzw' }) },
  gif: { name: 'GIF', extension: 'gif', encode: (picture) => picture.gif({ effort: 1, dither: 0 }) },
} as const satisfies Record<string, KindOfPhoto>;

export type Kind = keyof typeof KINDS;

export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

/** Whether photos of this kind and size are measured. */
export const isMeasured = (kind: Kind, megapixels: number): boolean => {
  const { maxMegapixels = Infinity }: KindOfPhoto = KINDS[kind];
  return megapixels <= maxMegapixels;
};

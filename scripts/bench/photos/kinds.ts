import type { Sharp } from 'sharp';

interface KindOfPhoto {
  readonly name: string;
  readonly extension: string;
  readonly encode: (picture: Sharp) => Sharp;
  /** Megapixels above which Darkroom refuses it or a photo of it is made by nobody. */
  readonly most?: number;
}

/** Gives 12 megapixels 4 MB, as telephones do. */
const JPEG_QUALITY = 92;

/** As cameras and programs write them; where that takes minutes, with less effort for much the same file. */
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
    most: 25,
  },
  tiff: { name: 'TIFF', extension: 'tif', encode: (picture) => picture.tiff({ compression: 'lzw' }) },
  gif: { name: 'GIF', extension: 'gif', encode: (picture) => picture.gif({ effort: 1, dither: 0 }) },
} as const satisfies Record<string, KindOfPhoto>;

export type Kind = keyof typeof KINDS;

export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

/** Whether photos of that kind and size are taken. */
export const isTaken = (kind: Kind, megapixels: number): boolean => {
  const { most = Number.POSITIVE_INFINITY }: KindOfPhoto = KINDS[kind];
  return megapixels <= most;
};

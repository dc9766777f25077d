import type { ImageFormat } from '../image-record';

const NAMES: Readonly<Record<ImageFormat, { readonly title: string; readonly article: string }>> = {
  jpeg: { title: 'JPEG', article: 'a' },
  png: { title: 'PNG', article: 'a' },
  webp: { title: 'WebP', article: 'a' },
  avif: { title: 'AVIF', article: 'an' },
  gif: { title: 'GIF', article: 'a' },
  tiff: { title: 'TIFF', article: 'a' },
  heic: { title: 'HEIC', article: 'a' },
};

/** The name of a format as people write it. */
export const titleOf = (format: ImageFormat): string => NAMES[format].title;

/** The name of a format with its article: "an AVIF". */
export const titleWithArticle = (format: ImageFormat): string =>
  `${NAMES[format].article} ${NAMES[format].title}`;

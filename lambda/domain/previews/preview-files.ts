import { contentTypeOf, type ImageFormat, type ImageRecord, type Preview } from '../image-record';

/** One file of a preview. */
export interface PreviewFile {
  readonly key: string;
  readonly format: ImageFormat;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

/** The ending of a key, without the dot, by format. */
export const FILE_EXTENSIONS: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
  heic: 'heic',
};

/** Every file of a preview, best format first. The record names the key of the first alone, since it is at most 4 KB. */
export function filesOf({ key, format, contentType, size, files }: Preview): PreviewFile[] {
  const stem = key.slice(0, -FILE_EXTENSIONS[format].length);
  return files
    ? files.map((file) => ({
        ...file,
        key: `${stem}${FILE_EXTENSIONS[file.format]}`,
        contentType: contentTypeOf(file.format),
      }))
    : [{ key, format, contentType, size }];
}

/** The keys of everything that a record lists. */
export const previewKeysOf = ({ previews = [] }: Pick<ImageRecord, 'previews'>): string[] =>
  previews.flatMap(filesOf).map(({ key }) => key);

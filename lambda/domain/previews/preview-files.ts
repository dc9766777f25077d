import { contentTypeOf, type ImageFormat, type ImageRecord, type Preview } from '../image-record';

/** One file of a preview. */
export interface PreviewFile {
  readonly key: string;
  readonly format: ImageFormat;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

/** File extensions by format, without the dot. */
export const FILE_EXTENSIONS: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
  heic: 'heic',
};

/** All files of a preview, best format first. To keep the record small, it contains only the key of the first. */
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

/** The keys of all preview files of a record. */
export const previewKeysOf = ({ previews = [] }: Pick<ImageRecord, 'previews'>): string[] =>
  previews.flatMap(filesOf).map(({ key }) => key);

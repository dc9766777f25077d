import {
  canonicalContentType,
  UPLOADABLE_CONTENT_TYPES,
} from '../../../../lambda/domain/uploads/upload-content-type';
import { formatBytes } from '../parts/format';

/** Browsers do not know the types of all photos. Chrome has none for HEIC. */
const TYPES_BY_EXTENSION: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heif: 'image/heif',
  avif: 'image/avif',
  webp: 'image/webp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

type GivenFile = Pick<File, 'name' | 'size' | 'type'>;

/** The content type to upload a file with: the browser's, or else that of the file name's extension. */
export function contentTypeOf({ name, type }: GivenFile): string {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return canonicalContentType(type || (TYPES_BY_EXTENSION[extension] ?? ''));
}

/** The reason why a file cannot be uploaded, in words for photographers; undefined if it can. */
export function refusalOf(file: GivenFile, maxBytes: number): string | undefined {
  const type = contentTypeOf(file);
  if (!UPLOADABLE_CONTENT_TYPES.some((known) => known === type)) {
    const problem = type.startsWith('image/')
      ? `This is an image of the type ${type}.`
      : 'This is not an image.';
    return `${problem} Choose a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF file.`;
  }
  if (file.size === 0) return 'The file is empty. Copy it again from its source.';
  if (file.size > maxBytes) {
    return `The file has ${formatBytes(file.size)}, and at most ${formatBytes(maxBytes)} are allowed. Choose a smaller version of the photo.`;
  }
  return undefined;
}

/** The media types of the formats that Darkroom reads. After the upload, the content decides, not this type. */
export const UPLOADABLE_CONTENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/tiff',
  'image/heic',
  'image/heif',
] as const;

export type UploadableContentType = (typeof UPLOADABLE_CONTENT_TYPES)[number];

/** Names that clients use, although IANA has not registered them. */
const ALIASES: Readonly<Record<string, UploadableContentType>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/tif': 'image/tiff',
  'image/x-tiff': 'image/tiff',
};

/** The registered form of a content type: `image/jpeg` for `IMAGE/JPG; charset=binary`. */
export function canonicalContentType(contentType: string): string {
  const [type = ''] = contentType.split(';');
  const name = type.trim().toLowerCase();
  return ALIASES[name] ?? name;
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** Percent-encodes all but RFC 3986's unreserved characters, as S3's signatures and listings require. */
export function uriEncode(text: string, { keepSlashes = false } = {}): string {
  const encoded = encodeURIComponent(text).replaceAll(/[!'()*]/g, percent);
  return keepSlashes ? encoded.replaceAll('%2F', '/') : encoded;
}

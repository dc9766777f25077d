/** Bytes of all names and values of an object's user metadata. Source: S3 User Guide, "Object metadata". */
const MAX_METADATA_BYTES = 2048;

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** S3 carries user metadata in headers, so text beyond ASCII travels as an encoded word (RFC 2047). */
const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

/**
 * An original's user metadata, to store with its previews: ASCII values, within S3's limit. Entries that do not
 * fit are dropped, since losing metadata is better than losing the photo.
 */
export function carriedMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const carried: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(metadata)) {
    const text = isAscii(value) ? value : encodedWord(value);
    bytes += name.length + text.length;
    if (bytes > MAX_METADATA_BYTES) break;
    carried[name] = text;
  }
  return carried;
}

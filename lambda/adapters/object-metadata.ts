/** All names and values of an object's user metadata together. Source: S3 User Guide, "Object metadata". */
const MAX_METADATA_BYTES = 2048;

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** S3 carries user metadata in headers, so text beyond ASCII travels as an encoded word (RFC 2047). */
const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

/**
 * An original's user metadata as its previews can carry it: ASCII values, and no more than S3 takes.
 * Entries that no longer fit are left out, since losing a note is better than losing the photo.
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

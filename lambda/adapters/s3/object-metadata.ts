/** Limit for all names and values of the user metadata of an object. Source: S3 User Guide, "Object metadata". */
const MAX_METADATA_BYTES = 2048;

/** Header values that HTTP transmits unchanged: printable ASCII with single spaces between words. */
const PLAIN = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/**
 * Encodes a text as a header value, the form of user metadata in S3. The result is an encoded word (RFC 2047) unless
 * the text is plain. A text that looks like an encoded word is encoded too; otherwise it would be decoded to another
 * text.
 */
export const headerValue = (text: string): string =>
  PLAIN.test(text) && !text.includes('=?')
    ? text
    : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

/**
 * Converts the user metadata of an original for its previews: encoded, and within the limit of S3. Drops entries that
 * do not fit, because losing metadata is better than losing the photo.
 */
export function carriedMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const carried: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(metadata)) {
    const text = headerValue(value);
    bytes += name.length + text.length;
    if (bytes > MAX_METADATA_BYTES) break;
    carried[name] = text;
  }
  return carried;
}

const ENCODED_WORD = /=\?([^?]+)\?([bq])\?([^?]*)\?=/gi;

/** Decodes the encoded words (RFC 2047) in user metadata, which S3 uses for text outside of ASCII. */
export const decodedMetadata = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decodedWords(value)]));

const decodedWords = (value: string): string =>
  value
    // Whitespace between two encoded words is not part of the text.
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(ENCODED_WORD, (word, charset: string, encoding: string, text: string) => {
      if (!/^(utf-8|us-ascii)$/i.test(charset)) return word;
      return encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : decodedQ(text);
    });

const decodedQ = (text: string): string => {
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

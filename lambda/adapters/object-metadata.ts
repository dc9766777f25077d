/** Bytes of all names and values of an object's user metadata. Source: S3 User Guide, "Object metadata". */
const MAX_METADATA_BYTES = 2048;

/** Header values that arrive as they were sent: printable ASCII, with single spaces inside only. */
const PLAIN = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/**
 * A text as the value of a header, which is what user metadata of S3 is: an encoded word (RFC 2047) unless it is
 * plain. A text that looks like an encoded word becomes one too, else it would be read as another text.
 */
export const headerValue = (text: string): string =>
  PLAIN.test(text) && !text.includes('=?')
    ? text
    : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

/**
 * An original's user metadata, to store with its previews: ASCII values, within S3's limit. Entries that do not
 * fit are dropped, since losing metadata is better than losing the photo.
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

/** User metadata with its encoded words (RFC 2047), which S3 uses for text beyond ASCII, as plain text. */
export const decodedMetadata = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, decodedWords(value)]));

const decodedWords = (value: string): string =>
  value
    // White space between two encoded words is not part of the text.
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

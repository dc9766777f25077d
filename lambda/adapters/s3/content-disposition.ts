/** Characters to escape: all except `attr-char` of RFC 8187. */
const ESCAPED = /[^A-Za-z0-9!#$&+.^_`|~-]/gu;

const escaped = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/**
 * The value of `Content-Disposition` for a file name in any script: RFC 6266 with the encoding of RFC 8187.
 * @param kind `inline` shows the file in the browser, `attachment` saves it
 */
export const contentDisposition = (kind: 'inline' | 'attachment', fileName: string): string =>
  `${kind}; filename*=UTF-8''${fileName.replaceAll(ESCAPED, escaped)}`;

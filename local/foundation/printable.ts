/**
 * Characters that control a terminal or the order of text instead of being shown: control characters, separators of
 * lines and paragraphs, marks of writing direction, tags, and halves of surrogate pairs.
 */
const UNSAFE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text as one line that is safe to print, whatever it contains. Keys, names and messages come from outside; an
 * escape sequence in one of them could hide or forge other output.
 */
export const printable = (text: string): string =>
  text.replace(UNSAFE, (character) => SHORT_ESCAPES[character] ?? escapeOf(character));

/** The same for a text that may have several lines, such as an error that lists problems. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

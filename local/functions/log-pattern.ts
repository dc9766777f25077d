/** A filter pattern that the twin cannot apply. */
export class UnsupportedPatternError extends Error {
  override readonly name = 'UnsupportedPatternError';
}

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"{[%?-][^\s"]*))/y;

/**
 * A filter of unstructured text: every plain term must occur, one of the terms with `?`, and none with `-`.
 * Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax".
 * @throws UnsupportedPatternError for patterns of JSON fields, columns and regular expressions
 */
export function logPattern(pattern: string): (line: string) => boolean {
  const terms = termsOf(pattern.trim());
  const of = (sign: string) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [of(''), of('?'), of('-')];
  return (line) =>
    all.every((text) => line.includes(text)) &&
    (any.length === 0 || any.some((text) => line.includes(text))) &&
    !none.some((text) => line.includes(text));
}

function termsOf(pattern: string): { sign: string; text: string }[] {
  const terms: { sign: string; text: string }[] = [];
  for (let at = 0; at < pattern.length; ) {
    TERM.lastIndex = at;
    const match = TERM.exec(pattern);
    if (!match) {
      throw new UnsupportedPatternError(
        `The twin filters logs by terms of text alone, such as "goes back to the queue", not by ${pattern}.`,
      );
    }
    const [matched, sign = '', quoted, plain] = match;
    terms.push({ sign, text: quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '' });
    at += matched.length;
    while (pattern[at] === ' ') at += 1;
  }
  return terms;
}

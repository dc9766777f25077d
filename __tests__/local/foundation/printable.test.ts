import { printable, printableLines } from '../../../local/foundation/printable';

describe('printable text', () => {
  it.each([
    ['an escape sequence that sets the title', '\u001b]0;pwned\u0007', '\\u001b]0;pwned\\u0007'],
    ['line breaks', 'a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['C1 controls, which some terminals obey', '\u009b2K', '\\u009b2K'],
    ['separators of lines and paragraphs', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['text written backwards', 'gpj.\u202eexe', 'gpj.\\u202eexe'],
    ['invisible tags', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half of a surrogate pair', '\ud83d', '\\ud83d'],
  ])('shows %s as escapes', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves other text as it is, emoji of several code points included', () => {
    const text = 'uploads/ada/Größe – 北京 👩‍👩‍👧.jpg';
    expect(printable(text)).toBe(text);
  });

  it('keeps the line breaks of a text of several lines, and nothing else', () => {
    expect(printableLines('one\ntwo\u001b[2K')).toBe('one\ntwo\\u001b[2K');
  });
});

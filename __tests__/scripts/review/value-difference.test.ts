import fc from 'fast-check';
import { valueDifference } from '../../../scripts/review/value-difference';

describe('two long values', () => {
  it('are never shown as the same text when they differ', () => {
    const part = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(part, part, part, part, (head, a, b, tail) => {
        const [before, after] = [head + a + tail, head + b + tail];
        const shown = valueDifference(before, after, 40);
        expect(shown.before === shown.after).toBe(before === after);
      }),
    );
  });

  it('are shown whole when they are short', () => {
    expect(valueDifference('abc', 'abd', 40)).toEqual({ before: 'abc', after: 'abd' });
  });
});

import { counted, dollars, timeSpan } from '../../../scripts/cli/quantities';

it.each([
  [45, '45 s'],
  [720, '12 min'],
  [7500, '2 h 05'],
  [3600 * 76, '3 d 4 h'],
])('writes %d seconds as %s', (seconds, expected) => {
  expect(timeSpan(seconds)).toBe(expected);
});

it.each([
  [0, '-'],
  [0.0042, '$0.0042'],
  [12.3, '$12.30'],
  [1234.5, '$1,235'],
])('writes %d dollars as %s', (usd, expected) => {
  expect(dollars(usd)).toBe(expected);
});

it('counts one thing or several', () => {
  expect([counted(1, 'image'), counted(2000, 'image')]).toEqual(['1 image', '2,000 images']);
});

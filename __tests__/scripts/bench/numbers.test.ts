import { megabytes, milliseconds, range, times } from '../../../scripts/bench/report/numbers';

it.each([
  [1.0249, '1.02'],
  [12.34, '12.3'],
  [148.4, '148'],
])('writes the ratio %d as %s', (ratio, text) => {
  expect(times(ratio)).toBe(text);
});

it.each([
  [[4.24], '4.2 ms'],
  [[57, 58, 99], '58 ms'],
  [[1238], '1.24 s'],
])('writes the median of %j ms as %s', (values, text) => {
  expect(milliseconds(values)).toBe(text);
});

it('writes where a ratio lay', () => {
  expect(range({ median: 1, least: 0.98, most: 1.06 })).toBe('0.98 to 1.06');
});

it('counts megabytes in millions', () => {
  expect(megabytes(8_424_000)).toBe('8.4 MB');
});

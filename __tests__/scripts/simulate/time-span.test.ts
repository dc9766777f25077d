import { timeSpan } from '../../../scripts/simulate/command/time-span';

it.each([
  [45, '45 s'],
  [720, '12 min'],
  [7500, '2 h 05'],
  [3600 * 76, '3 d 4 h'],
])('%d seconds are %s', (seconds, expected) => {
  expect(timeSpan(seconds)).toBe(expected);
});

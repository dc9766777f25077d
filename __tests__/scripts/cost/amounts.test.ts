import { byteSize, perDay, positive } from '../../../scripts/cost/command/amounts';

it.each([
  ['2000/day', 2000],
  ['2000', 2000],
  ['3/second', 259_200],
  ['3/s', 259_200],
  ['60000/month', 2000],
  ['1.5/hour', 36],
])('%s is %d a day', (text, expected) => {
  expect(perDay(text)).toBeCloseTo(expected);
});

it.each([
  ['4MB', 4_000_000],
  ['800kB', 800_000],
  ['10MiB', 10_485_760],
  ['12345', 12_345],
])('%s is %d bytes', (text, expected) => {
  expect(byteSize(text)).toBe(expected);
});

it.each(['2000/week', '-1', 'many', ''])('%j is no rate', (text) => {
  expect(() => perDay(text)).toThrow('such as 2000/day');
});

it.each(['4 megabytes', '0MB', '-4MB', ''])('%j is no size', (text) => {
  expect(() => byteSize(text)).toThrow('such as 4MB');
});

it.each(['0', '-3', 'x', 'Infinity'])('%j is not a number above 0', (text) => {
  expect(() => positive(text)).toThrow('above 0');
});

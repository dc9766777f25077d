import { byteSize, perDay, perSecond, positiveNumber, wholeNumber } from '../../../scripts/cli/option-values';

it.each([
  ['2000/day', 2000],
  ['2000', 2000],
  ['3/second', 259_200],
  ['3/s', 259_200],
  ['60000/month', 2000],
  ['1.5/hour', 36],
])('reads %s as %d a day', (text, expected) => {
  expect(perDay(text)).toBeCloseTo(expected);
});

it.each([
  ['50/second', 50],
  ['50', 50],
  ['43200/day', 0.5],
])('reads %s as %d a second', (text, expected) => {
  expect(perSecond(text)).toBeCloseTo(expected);
});

it.each([
  ['4MB', 4_000_000],
  ['800kB', 800_000],
  ['10MiB', 10_485_760],
  ['12345', 12_345],
])('reads %s as %d bytes', (text, expected) => {
  expect(byteSize(text)).toBe(expected);
});

it.each(['2000/week', '-1', 'many', ''])('rejects the rate %j', (text) => {
  expect(() => perDay(text)).toThrow('such as 2000/day');
});

it.each(['4 megabytes', '0MB', '-4MB', ''])('rejects the size %j', (text) => {
  expect(() => byteSize(text)).toThrow('such as 4MB');
});

it.each(['0', '-3', 'x', 'Infinity'])('rejects %j as a number above 0', (text) => {
  expect(() => positiveNumber(text)).toThrow('above 0');
});

it.each(['0', '11', '1.5', 'x', ''])('rejects %j as a whole number from 1 to 10', (text) => {
  expect(() => wholeNumber(1, 10)(text)).toThrow('Specify a whole number from 1 to 10.');
});

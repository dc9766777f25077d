import { InvalidArgumentError } from 'commander';

const PER_DAY: Readonly<Record<string, number>> = {
  second: 86_400,
  minute: 1440,
  hour: 24,
  day: 1,
  month: 1 / 30,
};
const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

const RATE = /^(\d+(?:\.\d+)?)(?:\/(second|s|minute|hour|day|month))?$/;
const SIZE = /^(\d+(?:\.\d+)?)\s*([kmg]?i?b)?$/i;

/** @throws InvalidArgumentError unless the value is a number above 0 */
export function positiveNumber(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('Specify a number above 0.');
}

/** @returns a parser, which throws InvalidArgumentError unless the value is a whole number from `min` to `max` */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^-?\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Specify a whole number from ${min} to ${max}.`);
  };

/** A parser for `--seed`. */
export const seedNumber = wholeNumber(0, 2 ** 31 - 1);

/**
 * `2000/day`, `50/second`, `3/s`; a number alone is per day.
 * @returns the number per day
 * @throws InvalidArgumentError
 */
export function perDay(text: string): number {
  const [, amount, unit = 'day'] = RATE.exec(text) ?? [];
  const factor = PER_DAY[unit === 's' ? 'second' : unit];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  throw new InvalidArgumentError(
    'Specify a number per second, minute, hour, day or month, such as 2000/day.',
  );
}

/**
 * `50/second`, `2000/day`; a number alone is per second.
 * @returns the number per second
 * @throws InvalidArgumentError
 */
export const perSecond = (text: string): number =>
  text.includes('/') ? perDay(text) / perDay('1/second') : positiveNumber(text);

/**
 * `4MB`, `800kB`, `10MiB`; a number alone is bytes.
 * @returns bytes
 * @throws InvalidArgumentError
 */
export function byteSize(text: string): number {
  const [, amount, unit = 'b'] = SIZE.exec(text.trim()) ?? [];
  const bytes = Number(amount) * (BYTES[unit.toLowerCase()] ?? Number.NaN);
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError('Specify a size such as 4MB, 800kB or 10MiB.');
}

/** @returns a case-insensitive parser of a list of words, which throws InvalidArgumentError for other words */
export const listOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word[] => {
    const named = text.toLowerCase().split(',');
    const known = words.filter((word) => named.includes(word.toLowerCase()));
    if (known.length === named.length) return known;
    throw new InvalidArgumentError(`Specify ${words.join(', ')}, or a comma-separated list.`);
  };

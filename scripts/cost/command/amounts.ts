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

/** `2000/day`, `50/second`, `3/s`; a bare number is by the day. @returns so many a day */
export function perDay(text: string): number {
  const [, amount, unit = 'day'] = RATE.exec(text) ?? [];
  const factor = PER_DAY[unit === 's' ? 'second' : unit];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  throw new InvalidArgumentError(
    'Give a number by the second, minute, hour, day or month, such as 2000/day.',
  );
}

/** `4MB`, `800kB`, `10MiB`; a bare number is bytes. @returns bytes */
export function byteSize(text: string): number {
  const [, amount, unit = 'b'] = SIZE.exec(text.trim()) ?? [];
  const bytes = Number(amount) * (BYTES[unit.toLowerCase()] ?? Number.NaN);
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError('Give a size such as 4MB, 800kB or 10MiB.');
}

/** A number above 0. */
export function positive(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('Give a number above 0.');
}

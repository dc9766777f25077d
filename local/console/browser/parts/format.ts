/** The file name of a key, without the id that `POST /uploads` puts before it. */
export function baseName(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return name.replace(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-/, '') || key;
}

const withoutZero = (decimal: string): string => decimal.replace(/\.0$/, '');

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** E.g. `3.9 MB`, in decimal units, as in file managers and S3's bill. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${withoutZero(value.toFixed(digits))} ${UNITS[unit]}`;
}

/** E.g. `412 ms`, `1.8 s`, `2 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${withoutZero((milliseconds / 1_000).toFixed(1))} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const timeAlone = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const hourAndMinute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const formatDateTime = (epochMs: number): string => dateAndTime.format(epochMs);
export const formatTime = (epochMs: number): string => timeAlone.format(epochMs);
export const formatMinute = (epochMs: number): string => hourAndMinute.format(epochMs);

/** E.g. `62 %`; never rounded up to all or down to nothing. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '< 1 %';
  return `${percent > 99 && percent < 100 ? percent.toFixed(1) : Math.round(percent)} %`;
}

const plainNumber = new Intl.NumberFormat();

export const formatCount = (count: number): string => plainNumber.format(count);

/** `1 photo`, `2 photos`. */
export const counted = (count: number, one: string): string =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** A number with separators and at most one decimal: `1,234.5`. */
export const formatNumber = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: 1 });

/** `1 image`, `2 images`. */
export const counted = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `$1,234`, `$12.30`, `$0.0042`; `-` for nothing. */
export function dollars(usd: number): string {
  if (usd === 0) return '-';
  const digits = usd >= 1000 ? 0 : usd >= 0.1 ? 2 : 4;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** `45 s`, `12 min`, `2 h 05`, `3 d 4 h`. */
export function timeSpan(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

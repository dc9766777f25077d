/** `$1,234`, `$12.30`, `$0.0042`: as many digits as tell something. */
export function dollars(usd: number): string {
  if (usd === 0) return '-';
  const digits = usd >= 1000 ? 0 : usd >= 0.1 ? 2 : 4;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

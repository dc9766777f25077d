import { formatNumber, timeSpan } from '../../cli/quantities';
import type { Minute } from '../measurements';

const MAX_ROWS = 24;
const WIDTH = 50;

/** The backlog over time as a text chart of at most 24 rows. */
export function backlogChart(minutes: readonly Minute[]): string[] {
  const step = Math.max(1, Math.ceil(minutes.length / MAX_ROWS));
  const rows = minutes.flatMap((minute, index) => {
    const isShown = (index + 1) % step === 0 || index === minutes.length - 1;
    return isShown ? [{ seconds: (index + 1) * 60, waiting: minute.waiting, running: minute.running }] : [];
  });
  const max = Math.max(1, ...rows.map(({ waiting }) => waiting));
  return [
    'after     waiting   batches',
    ...rows.map(({ seconds, waiting, running }) => {
      const bar = '█'.repeat(Math.round((WIDTH * waiting) / max));
      const count = formatNumber(waiting).padStart(9);
      return `${timeSpan(seconds).padEnd(8)}${count}   ${String(running).padStart(7)}  ${bar}`.trimEnd();
    }),
  ];
}

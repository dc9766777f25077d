import { escapeMarkdown } from './escape-markdown';
import type { BillChange, CostChange } from './running-cost';

const usd = (amount: number): string => `$${amount.toFixed(2)}`;

/** The difference of the bill, in Markdown. */
export function costLines({ before, after, functions, bill, asOf }: CostChange): string[] {
  const standing =
    before === after ? [] : [`- Fixed cost: ${usd(before)} → ${usd(after)} a month (prices of ${asOf}).`];
  const computing = functions.map(
    (fn) =>
      `- **${escapeMarkdown(fn.name)}**: each millisecond costs ${(fn.after / fn.before).toFixed(2)} times as much (${fn.before} → ${fn.after} MB).`,
  );
  const lines = [...(bill ? billLines(bill, asOf) : []), ...standing, ...computing];
  if (lines.length > 0) return lines;
  return [bill ? `- No difference with ${workloadOf(bill)}.` : '- No difference in fixed costs.'];
}

const workloadOf = ({ uploadsPerDay, bytes }: BillChange): string =>
  `${uploadsPerDay.toLocaleString('en')} uploads a day of ${bytes / 1e6} MB`;

function billLines(bill: BillChange, asOf: string): string[] {
  const { before, after } = bill;
  if (usd(before) === usd(after)) return [];
  const share = Math.abs(after / before - 1) * 100;
  const direction = after > before ? 'more' : 'less';
  return [
    `- With ${workloadOf(bill)}: ${usd(before)} → ${usd(after)} in the twelfth month, ${share.toFixed(1)} % ${direction} (prices of ${asOf}). For your own numbers: \`npm run cost -- --uploads …\``,
  ];
}

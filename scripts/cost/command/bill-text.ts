import { DAY_SECONDS } from '../../../lambda/domain/days';
import { counted, dollars, formatNumber } from '../../cli/quantities';
import { textTable } from '../../cli/text-table';
import type { Bill, BillLine } from '../bill/bill';
import type { PlannedSystem } from '../planned-system';
import { priceBasis } from '../prices';
import type { Workload } from '../workload';
import { worstHourLines } from './worst-hour-text';

/** A bill as text. */
export function billLines(bill: Bill, system: PlannedSystem, workload: Workload): string[] {
  const [first, year, steady] = bill.months;
  return [
    `${formatNumber(workload.uploadsPerDay)} uploads a day of ${size(workload.bytes)}, ${formatNumber(workload.readsPerDay)} API reads a day${waiting(workload)}, ${formatNumber(workload.processesPerDay ?? 0)} processed through the API, in ${bill.region}`,
    '',
    ...textTable({
      columns: ['service', `month ${first}`, `month ${year}`, `month ${steady}`, 'a million images'],
      rows: [...bill.lines, bill.total].map(cells),
    }),
    '',
    growthLine(bill),
    ...capacityLines(bill, system),
    '',
    ...worstHourLines(system, bill.region),
    '',
    'Assumptions:',
    ...assumptions(bill, system).map((line) => `  - ${line}`),
  ];
}

const cells = ({ service, monthly, perMillion }: BillLine): string[] => [
  service,
  ...monthly.map(dollars),
  dollars(perMillion),
];

const growthLine = ({ growth, months }: Bill): string =>
  growth === 0
    ? `Constant from month ${months.at(-1)}.`
    : `From month ${months.at(-1)} it grows by ${dollars(growth)} a month, for data that is never removed.`;

function capacityLines({ terms }: Bill, { processor }: PlannedSystem): string[] {
  if (terms.concurrency < processor.maxConcurrency) return [];
  return [
    `The average load alone needs a concurrency of ${Math.ceil(terms.concurrency)}, above the maximum of ${processor.maxConcurrency}: raise MAX_CONCURRENCY, and see npm run simulate.`,
  ];
}

function assumptions(
  { region, terms }: Bill,
  { processor, stores, events, watching, edgeFunctions }: PlannedSystem,
): string[] {
  const { presets } = processor.previews;
  const formats = [...new Set(presets.map((preset) => preset.formats.join(', ')))];
  return [
    `list prices of ${priceBasis(region)}, first tier, without free tier and taxes (scripts/cost/prices.ts)`,
    `${Math.round(terms.ms)} ms an upload with ${processor.memoryMb} MB on arm64 (pass your measured ProcessingTime as --ms)`,
    `${presets.length} previews as ${formats.join(' or ')}; batches of ${terms.batchFill} of at most ${processor.batchSize}, evenly distributed uploads`,
    stores.originals
      ? `originals are kept indefinitely${stores.originals.map(({ days, storageClass }) => `, from day ${days} in ${storageClass}`).join('')}; none are replaced or deleted`
      : 'originals are in the imported bucket, and billed to its owner',
    `previews are kept ${kept(stores.previewDays)}, records ${kept(processor.recordDays)}, logs ${kept(processor.logDays)}`,
    `${counted(watching.alarms, 'alarm')}, ${counted(watching.metrics, 'metric')}, ${counted(watching.dashboards, 'dashboard')}; ${counted(events.emails, 'e-mail')} an upload`,
    'every upload succeeds at the first attempt; months have 30 days; requests to KMS are not included',
    edgeFunctions === undefined
      ? 'downloads of previews are not included: without a CDN they are billed as data that S3 sends'
      : 'previews are seen from North America or Europe, nine in ten from a cache (--views, --deletions)',
  ];
}

/** A waiting request occupies one of the account's concurrent functions. */
const waiting = ({ waitSeconds = 0, readsPerDay }: Workload): string =>
  waitSeconds === 0
    ? ''
    : ` that wait ${waitSeconds} s (on average ${formatNumber((readsPerDay * waitSeconds) / DAY_SECONDS)} at a time, each using one of the account's concurrent functions)`;

const kept = (days: number | undefined): string => (days === undefined ? 'indefinitely' : `${days} days`);
const size = (bytes: number): string => `${formatNumber(bytes / 1e6)} MB`;

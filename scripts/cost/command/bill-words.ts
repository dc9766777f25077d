import { counted, dollars, formatNumber } from '../../cli/quantities';
import { textTable } from '../../cli/text-table';
import type { Bill, BillLine } from '../bill/bill';
import type { PlannedSystem } from '../planned/system';
import { pricedRegion, priceOf } from '../prices';
import type { Workload } from '../workload';

/** A bill as people read it. */
export function billLines(bill: Bill, system: PlannedSystem, workload: Workload): string[] {
  const [first, year, steady] = bill.months;
  return [
    `${formatNumber(workload.uploadsPerDay)} uploads a day of ${size(workload.bytes)}, ${formatNumber(workload.readsPerDay)} API reads a day, in ${bill.region}`,
    '',
    textTable({
      columns: ['service', `month ${first}`, `month ${year}`, `month ${steady}`, 'a million images'],
      rows: [...bill.lines, bill.total].map(cells),
    }),
    '',
    growthLine(bill),
    ...capacityLines(bill, system),
    '',
    'Assumed:',
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
    ? `From month ${months.at(-1)} on it stays as it is.`
    : `From month ${months.at(-1)} on it grows by ${dollars(growth)} each month, for what is never removed.`;

function capacityLines({ terms }: Bill, { processor }: PlannedSystem): string[] {
  if (terms.concurrency < processor.maxConcurrency) return [];
  return [
    `The average alone keeps ${Math.ceil(terms.concurrency)} functions at work, and ${processor.maxConcurrency} may be: raise MAX_CONCURRENCY, and see npm run simulate.`,
  ];
}

function assumptions(
  { region, terms }: Bill,
  { processor, stores, events, watching }: PlannedSystem,
): string[] {
  const { asOf } = priceOf('lambdaRequest', region);
  const substitute = pricedRegion(region) === region ? '' : `, for those of ${region} are not known here`;
  const { PREVIEW_SIZES: sizes, PREVIEW_FORMAT: format } = processor.previews;
  return [
    `list prices of ${asOf} in ${pricedRegion(region)}${substitute}, first tier, without free tier and taxes (scripts/cost/prices.ts)`,
    `${Math.round(terms.ms)} ms an upload with ${processor.memoryMb} MB on arm64 (--ms for the ProcessingTime you measured)`,
    `${sizes.length} previews as ${format}; batches of ${terms.batchFill} of at most ${processor.batchSize}, uploads coming evenly`,
    stores.originals
      ? `originals stay for ever${stores.originals.map(({ days, storageClass }) => `, from day ${days} in ${storageClass}`).join('')}; none is replaced or deleted`
      : 'originals lie in the imported bucket, and are its owner’s bill',
    `previews are kept ${kept(stores.previewDays)}, records ${kept(processor.recordDays)}, logs ${kept(processor.logDays)}`,
    `${counted(watching.alarms, 'alarm')}, ${counted(watching.metrics, 'metric')}, ${counted(watching.dashboards, 'dashboard')}; ${counted(events.emails, 'e-mail')} an upload`,
    'every upload succeeds at the first attempt; months have 30 days; what people download of the previews is not counted',
  ];
}

const kept = (days: number | undefined): string => (days === undefined ? 'for ever' : `${days} days`);
const size = (bytes: number): string => `${formatNumber(bytes / 1e6)} MB`;

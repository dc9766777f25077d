import type { PlannedSystem } from '../planned-system';
import type { ProcessingTime } from '../processing-time';
import { servicesUsed } from '../services/all';
import type { ServiceUsage, Stored } from '../services/service-usage';
import { addUsage, costOf, scaleUsage, type Usage } from '../usage';
import { DAYS_PER_MONTH, type UploadTerms, uploadTerms, type Workload } from '../workload';

/** The processing time and the region of a bill. */
export interface BillTerms {
  readonly time: ProcessingTime;
  readonly region: string;
}

export interface BillLine {
  readonly service: string;
  /** US dollars in each of the bill's months. */
  readonly monthly: readonly number[];
  /** US dollars for a million more uploads, without storage and fixed costs. */
  readonly perMillion: number;
}

export interface Bill {
  readonly region: string;
  /** Months after the first upload, counted from 1. By the last one, expiration has reached its steady state. */
  readonly months: readonly number[];
  readonly lines: readonly BillLine[];
  readonly total: BillLine;
  /** US dollars by which the bill grows each month, for data that is never removed. */
  readonly growth: number;
  readonly terms: UploadTerms;
}

const MILLION = 1_000_000;

/** The index of the twelfth month in `Bill.months`. */
export const TWELFTH_MONTH = 1;

/** The bill of a workload: for the first month, the twelfth, and the steady state of storage. */
export function billOf(system: PlannedSystem, workload: Workload, { time, region }: BillTerms): Bill {
  const terms = uploadTerms(system, workload, time);
  const services = servicesUsed(system, workload, terms);
  const months = [1, 12, Math.max(13, steadyMonth(services))];
  const lines = services.map((service) => ({
    service: service.service,
    monthly: months.map((month) => costOf(usageIn(month, service, workload), region)),
    perMillion: costOf(scaleUsage(MILLION, service.perUpload), region),
  }));
  const total = {
    service: 'Total',
    monthly: months.map((_, index) => sum(lines.map(({ monthly }) => monthly[index] ?? 0))),
    perMillion: sum(lines.map(({ perMillion }) => perMillion)),
  };
  return { region, months, lines, total, growth: growthOf(services, workload, region), terms };
}

/** The usage of a service in one month. Uploads begin in month 1. */
function usageIn(month: number, used: ServiceUsage, workload: Workload): Usage {
  const { uploadsPerDay, readsPerDay, processesPerDay = 0 } = workload;
  const stored = used.stored.map(
    (one): Usage => ({ [one.unit]: one.quantity * uploadsPerDay * averageDays(month, one) }),
  );
  const later = used.later.map(({ usage, onDay }) =>
    scaleUsage(uploadsPerDay * daysSince(onDay, month), usage),
  );
  return [
    scaleUsage(uploadsPerDay * DAYS_PER_MONTH, used.perUpload),
    scaleUsage(readsPerDay * DAYS_PER_MONTH, used.perRead),
    scaleUsage(processesPerDay * DAYS_PER_MONTH, used.perProcess),
    used.standing,
    ...stored,
    ...later,
  ].reduce(addUsage, {});
}

/** The average number of days in a month whose uploads are stored. */
export function averageDays(
  month: number,
  { fromDay, untilDay }: Pick<Stored, 'fromDay' | 'untilDay'>,
): number {
  return averageUpTo(untilDay, month) - averageUpTo(fromDay, month);
}

/** The average over a month of the days since the first upload, at most `max`. */
function averageUpTo(max: number, month: number): number {
  const [start, end] = [(month - 1) * DAYS_PER_MONTH, month * DAYS_PER_MONTH];
  const turn = Math.min(Math.max(max, start), end);
  const growing = (turn * turn - start * start) / 2;
  const level = turn === end ? 0 : max * (end - turn);
  return (growing + level) / DAYS_PER_MONTH;
}

/** Days of a month on which uploads of an age exist. */
const daysSince = (age: number, month: number): number =>
  Math.min(Math.max(month * DAYS_PER_MONTH - age, 0), DAYS_PER_MONTH);

function steadyMonth(services: readonly ServiceUsage[]): number {
  const ages = services.flatMap(({ stored, later }) => [
    ...stored.flatMap(({ fromDay, untilDay }) => [fromDay, untilDay]),
    ...later.map(({ onDay }) => onDay),
  ]);
  return Math.ceil(Math.max(0, ...ages.filter(Number.isFinite)) / DAYS_PER_MONTH) + 1;
}

const growthOf = (services: readonly ServiceUsage[], { uploadsPerDay }: Workload, region: string): number =>
  sum(
    services
      .flatMap(({ stored }) => stored)
      .filter(({ untilDay }) => untilDay === Infinity)
      .map(({ unit, quantity }) => costOf({ [unit]: quantity * uploadsPerDay * DAYS_PER_MONTH }, region)),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

import { CONCURRENT_UPLOADS } from '../../lambda/process-image/concurrent-uploads';
import type { Plan } from '../../plan/plan';
import { markdownTable } from '../cli/markdown-table';
import { dollars, timeSpan } from '../cli/quantities';
import { type PlannedSystem, plannedSystem } from '../cost/planned/system';
import { priceOf } from '../cost/prices';
import { busyMs, durationMs, expectedTime, type ProcessingTime } from '../cost/processing-time';
import { SECONDS_PER_DAY } from '../cost/workload';
import { type BindingQuota, bindingQuotas, growthSteps, PEAK, PHOTO_BYTES, type Step } from '../scale/growth';
import { speedOf, tableQuotas } from '../scale/quotas';
import { plannedScenario } from '../simulate/scenarios';
import { simulate } from '../simulate/simulate';

const REGION = 'us-east-1';
const BURST = 100_000;
const CONCURRENCIES: readonly number[] = [10, 100, 1000];

/** `docs/scale.md`: what growth asks for, computed from the plan of the default settings. */
export function scalePage(plan: Plan): string {
  const system = plannedSystem(plan);
  const time = expectedTime(PHOTO_BYTES, system.processor.previews);
  const parts = [
    '# Growing',
    introduction(system, time),
    '## From two thousand to ten million a day',
    stepsTable(growthSteps(system, { time, region: REGION })),
    'Functions, write units and previews are those of the busiest hour; what binds at fewer uploads has been dealt with by then. The bill is the twelfth month’s, everything but what people download; `npm run cost` makes it for your own numbers, month by month and service by service.',
    '## What binds, in its order',
    'A line binds when the busiest hour of so many uploads a day fills it. Where no page of AWS is named, it is a setting of Darkroom.',
    quotasTable(bindingQuotas(system, time)),
    safety(system),
    '## Bursts',
    `Averages hide them: ${count(BURST)} photos of a wedding season’s archive come at once. By the model of \`npm run simulate\`:`,
    burstsTable(system, time),
    tableSpeed(system),
    'The queue does not mind; people who wait for previews do. Reserved concurrency is no way to bound the function: the queue is read on, throttled batches come back, and good uploads end in the dead-letter queue. `npm run simulate -- --burst 20000 --ms 3000 --reserved 2` shows it.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function introduction({ processor }: PlannedSystem, time: ProcessingTime): string {
  const { asOf } = priceOf('lambdaRequest', REGION);
  const alone = Math.round(durationMs(time, processor.memoryMb));
  const inBatch = Math.round(busyMs(time, processor));
  return [
    'Generated from the plan of the default settings (`npm run docs`), so that no figure here can be older than the code.',
    `Assumed are photos of ${PHOTO_BYTES / 1e6} MB, a busiest hour of ${PEAK} times the average, ${alone} ms for a photo alone and ${inBatch} ms in a full batch with ${processor.memoryMb} MB, and prices of ${asOf} in ${REGION}.`,
    'Quotas are the defaults of that region; smaller regions have lower ones, and new accounts start below them.',
  ].join(' ');
}

const safety = ({ queue }: PlannedSystem): string =>
  `Whatever binds, uploads wait: the queue keeps them for ${queue.retentionSeconds / SECONDS_PER_DAY} days, long after the alarm on their age, and what fails ${queue.maxReceives} times waits in the dead-letter queue. Refusals by DynamoDB, S3 and EventBridge are tried again, first by the SDK and then by the queue.`;

function tableSpeed(system: PlannedSystem): string {
  const [tightest] = tableQuotas(system).toSorted((a, b) => speedOf(a) - speedOf(b));
  if (!tightest) throw new Error('No quota of the table is known.');
  return `The model leaves the table out, which takes ${count(speedOf(tightest))} photos a second before anything is changed about it (${tightest.name}). What it refuses beyond that is tried again, and sets off the alarm on its throttles.`;
}

const stepsTable = (steps: readonly Step[]): string =>
  markdownTable(
    [
      'uploads a day',
      'a second, busiest hour',
      'functions',
      'write units/s',
      'previews/s',
      'a month',
      'binds next',
    ],
    steps.map(({ uploadsPerDay, peak, functions, writeUnits, previews, usd, next }) => [
      count(uploadsPerDay),
      count(peak),
      String(Math.ceil(functions)),
      count(writeUnits),
      count(previews),
      dollars(usd),
      next ? `${next.name}, at ${rounded(next.bindsAt)} a day` : 'nothing here',
    ]),
  );

const quotasTable = (quotas: readonly BindingQuota[]): string =>
  markdownTable(
    ['binds at, a day', 'what', 'limit', 'an upload takes', 'what to do'],
    quotas.map(({ bindsAt, name, limit, perUpload, remedy, source }) => [
      rounded(bindsAt),
      source ? `[${name}](${source})` : name,
      count(limit),
      count(perUpload),
      remedy,
    ]),
  );

const burstsTable = (system: PlannedSystem, time: ProcessingTime): string =>
  markdownTable(
    ['`MAX_CONCURRENCY`', 'drained after', 'photos a second'],
    CONCURRENCIES.map((maxConcurrency) => {
      const settings = { ...system, processor: { ...system.processor, maxConcurrency } };
      const question = { uploads: BURST, rate: Infinity, failRate: 0, seed: 1, time };
      const { drainedAfter } = simulate(settings, plannedScenario(settings, question), CONCURRENT_UPLOADS);
      return [String(maxConcurrency), timeSpan(drainedAfter), count(BURST / drainedAfter)];
    }),
  );

const count = (number: number): string =>
  number.toLocaleString('en', { maximumFractionDigits: number < 10 ? 2 : 0 });

/** What binds is no more exact than the peak. */
const rounded = (number: number): string => Number(number.toPrecision(3)).toLocaleString('en');

import { DAY_SECONDS } from '../../lambda/domain/days';
import { CONCURRENT_UPLOADS } from '../../lambda/process-image/concurrent-uploads';
import type { Plan } from '../../plan/plan';
import { uploadsRetentionDays } from '../../stacks/queue-retention';
import { markdownTable } from '../cli/markdown-table';
import { dollars, timeSpan } from '../cli/quantities';
import { type PlannedSystem, plannedSystem } from '../cost/planned-system';
import { PRICES_AS_OF } from '../cost/prices';
import { busyMs, durationMs, expectedTime, type ProcessingTime } from '../cost/processing-time';
import { type BindingQuota, bindingQuotas, growthSteps, PEAK, PHOTO_BYTES, type Step } from '../scale/growth';
import { speedOf, tableQuotas } from '../scale/quotas';
import { plannedScenario } from '../simulate/scenarios';
import { simulate } from '../simulate/simulate';

const REGION = 'us-east-1';
const BURST = 100_000;
const CONCURRENCIES: readonly number[] = [10, 100, 1000];

/** `docs/scale.md`: the requirements of growth, from the plan of the default settings. */
export function scalePage(plan: Plan): string {
  const system = plannedSystem(plan);
  const time = expectedTime(PHOTO_BYTES, system.processor.previews);
  const parts = [
    '# Scale',
    introduction(system, time),
    '## From two thousand to ten million a day',
    stepsTable(growthSteps(system, { time, region: REGION })),
    'Functions, write units and previews are those of the busiest hour. Each step assumes that the limits of the steps before it have been raised. The bill is that of the twelfth month without downloads; `npm run cost` computes it for your own numbers, by month and service.',
    '## Limits, in the order in which you reach them',
    'With this many uploads a day, the busiest hour reaches the limit. Limits without a link are settings of Darkroom.',
    quotasTable(bindingQuotas(system, time)),
    safety(system),
    '## With a CDN',
    'CloudFront takes [250,000 requests and 150 Gbps a second](https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html) for each distribution. You reach the limit on deletions first: CloudFront processes [15 invalidations with a wildcard](https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html) at a time, and each deleted image needs one. If each takes 10 s, that is 90 images a minute. Above that rate the functions wait for up to 7 s, then the queue retries. A deletion that fails three times becomes a dead letter, and `npm run images -- redrive` finishes it. Delete large numbers of images at a lower rate.',
    '## Bursts',
    `Averages hide bursts. For ${count(BURST)} photos uploaded at once, \`npm run simulate\` computes:`,
    burstsTable(system, time),
    tableSpeed(system),
    'A backlog does not harm the queue, but people wait for their previews. Do not limit the function with reserved concurrency: Lambda keeps polling, throttled batches return to the queue, and valid uploads end in the dead-letter queue. `npm run simulate -- --burst 20000 --ms 3000 --reserved 2` shows this.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function introduction({ processor }: PlannedSystem, time: ProcessingTime): string {
  const alone = Math.round(durationMs(time, processor.memoryMb));
  const inBatch = Math.round(busyMs(time, processor));
  return [
    'Generated from the plan of the default settings (`npm run docs`), so the numbers always match the code.',
    `It assumes photos of ${PHOTO_BYTES / 1e6} MB, a busiest hour of ${PEAK} times the average, ${alone} ms for a photo alone and ${inBatch} ms in a full batch with ${processor.memoryMb} MB, and prices of ${PRICES_AS_OF} in ${REGION}.`,
    'Quotas are the defaults of that region. Smaller regions and new accounts have lower ones.',
  ].join(' ');
}

const safety = ({ queue }: PlannedSystem): string =>
  `At any limit, uploads wait: the queue keeps them for ${queue.retentionSeconds / DAY_SECONDS} days (${uploadsRetentionDays(true)} with \`MAX_IMAGES_PER_HOUR\`), long after the alarm on their age, and uploads that fail ${queue.maxReceives} times wait in the dead-letter queue. Throttled calls to DynamoDB, S3 and EventBridge are retried, first by the SDK and then by the queue.`;

function tableSpeed(system: PlannedSystem): string {
  const [tightest] = tableQuotas(system).toSorted((a, b) => speedOf(a) - speedOf(b));
  if (!tightest) throw new Error('The table has no quotas.');
  return `The simulation does not include the table, which supports ${count(speedOf(tightest))} photos a second without changes (${tightest.name}). Throttled writes are retried, and fire the alarm on throttles.`;
}

const stepsTable = (steps: readonly Step[]): string =>
  markdownTable(
    [
      'uploads a day',
      'per second, busiest hour',
      'functions',
      'write units/s',
      'previews/s',
      'a month',
      'next limit',
    ],
    steps.map(({ uploadsPerDay, peak, functions, writeUnits, previews, usd, next }) => [
      count(uploadsPerDay),
      count(peak),
      String(Math.ceil(functions)),
      count(writeUnits),
      count(previews),
      dollars(usd),
      next ? `${next.name}, at ${rounded(next.bindsAt)} a day` : 'none',
    ]),
  );

const quotasTable = (quotas: readonly BindingQuota[]): string =>
  markdownTable(
    ['uploads a day', 'limit', 'value', 'per upload', 'what to do'],
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

/** Rounded to three digits, because the peak is an estimate. */
const rounded = (number: number): string => Number(number.toPrecision(3)).toLocaleString('en');

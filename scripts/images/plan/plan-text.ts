import { counted, dollars, formatNumber, timeSpan } from '../../cli/quantities';
import type { Darkroom } from '../../connection/connection';
import { PRICES_AS_OF, priceBasis, pricedRegion, priceOf } from '../../cost/prices';
import { costOf, type Usage, usageEntries } from '../../cost/usage';
import { sendsEmail } from './estimate';
import { describeRecipe, type Plan, type PlannedGroup, secondsOf } from './plan-images';

const REASONS: Readonly<Record<PlannedGroup['status'], string>> = {
  COMPLETED: 'made with recipe',
  FAILED: 'failed with recipe',
  UNRECORDED: 'without a record',
  EXPIRED: 'whose previews have expired, made with recipe',
};

/** A plan as text. */
export function planLines(plan: Plan, darkroom: Darkroom, rate: number): string[] {
  const { settings, recipes } = darkroom;
  const [only, ...others] = recipes.folders;
  const current =
    others.length === 0
      ? [`Current recipe ${only.id}: ${describeRecipe(only)}`]
      : recipes.folders.map((each) => `Current recipe of ${each.folder} ${each.id}: ${describeRecipe(each)}`);
  const skipped = skippedLines(plan);
  if (plan.images === 0) return [...current, ...skipped, 'Every selected image is up to date.'];
  return [
    ...current,
    ...skipped,
    `${counted(plan.images, 'image')} to process:`,
    ...plan.groups.map((group) => `  ${formatNumber(group.images)} ${reasonOf(group)}`),
    `Time: about ${timeSpan(Math.ceil(secondsOf(plan, settings, rate)))} at ${rate} a second and a concurrency of ${settings.MAX_CONCURRENCY}`,
    `Price: ${aboutDollars(plan.usd)} (${mainCosts(plan.usage, settings.AWS_REGION)}), at the prices of ${priceBasis(settings.AWS_REGION)}`,
    ...(sendsEmail(settings)
      ? [`Events are published again: ${counted(plan.images, 'e-mail')} to ${settings.NOTIFICATION_EMAIL}`]
      : []),
  ];
}

/** A plan for programs. */
export const planValue = (plan: Plan, darkroom: Darkroom, rate: number): object => ({
  recipe: darkroom.recipeId,
  images: plan.images,
  groups: plan.groups.map((group) => ({ ...group, usd: Number(group.usd.toFixed(6)) })),
  skipped: plan.skipped,
  lambdaMs: Math.round(plan.lambdaMs),
  seconds: Math.ceil(secondsOf(plan, darkroom.settings, rate)),
  usd: Number(plan.usd.toFixed(6)),
  usage: plan.usage,
  prices: {
    region: pricedRegion(darkroom.settings.AWS_REGION),
    asOf: PRICES_AS_OF,
  },
});

/** The number of skipped images, the reason, and how to include them. */
const skippedLines = ({ skipped: { expired, archived } }: Plan): string[] => [
  ...(expired > 0
    ? [`Skipped: ${counted(expired, 'image')} whose previews have expired; --status EXPIRED makes them again`]
    : []),
  ...(archived > 0
    ? [`Skipped: ${counted(archived, 'image')} whose originals are in an archive; restore them first`]
    : []),
];

function reasonOf(group: PlannedGroup): string {
  const { folder, missing, usd } = group;
  const where = folder ? ` in ${folder}` : '';
  return `${madeWith(group)}${where}: ${missing ?? 'no file'} to make, ${aboutDollars(usd)}`;
}

function madeWith({ status, recipe, makes }: PlannedGroup): string {
  if (status === 'UNRECORDED') return REASONS.UNRECORDED;
  return `${REASONS[status]} ${recipe ?? 'unknown'}${makes ? ` (${makes})` : ''}`;
}

/** The services with the largest shares of the price. */
function mainCosts(usage: Usage, region: string): string {
  const byService = new Map<string, number>();
  for (const [unit, quantity] of usageEntries(usage)) {
    const service = serviceOf(priceOf(unit, region).source);
    byService.set(service, (byService.get(service) ?? 0) + costOf({ [unit]: quantity }, region));
  }
  const total = costOf(usage, region);
  const largest = [...byService].sort(([, a], [, b]) => b - a).slice(0, 3);
  return largest.map(([service, usd]) => `${service} ${Math.round((100 * usd) / total)} %`).join(', ');
}

const SERVICES: Readonly<Record<string, string>> = {
  lambda: 'Lambda',
  s3: 'S3',
  sqs: 'SQS',
  dynamodb: 'DynamoDB',
  eventbridge: 'EventBridge',
  sns: 'e-mail',
  cloudwatch: 'logs',
  xray: 'X-Ray',
};

function serviceOf(source: string): string {
  const name = new URL(source).pathname.split('/')[1] ?? '';
  return SERVICES[name] ?? name;
}

/** `about $0.0042`, or `less than $0.0001`. */
export const aboutDollars = (usd: number): string =>
  usd > 0 && usd < 0.0001 ? 'less than $0.0001' : `about ${dollars(usd)}`;

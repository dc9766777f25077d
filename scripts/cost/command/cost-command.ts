import { type Command, Option } from 'commander';
import { MAX_WAIT_SECONDS } from '../../../lambda/domain/uploads/await-outcome';
import { EXIT } from '../../cli/exit-codes';
import { byteSize, perDay, positiveNumber, wholeNumber } from '../../cli/option-values';
import { projectSettings } from '../../cli/project';
import { openTerminal } from '../../cli/terminal';
import { type Bill, billOf } from '../bill/bill';
import { compareFormats, compareMemory } from '../bill/compare';
import { type PlannedSystem, plannedSystem } from '../planned-system';
import { PRICES_AS_OF, pricedRegion } from '../prices';
import { expectedTime, measuredTime } from '../processing-time';
import type { Workload } from '../workload';
import { worstHour } from '../worst-hour';
import { billLines } from './bill-text';
import { comparisonLines } from './compare-text';

interface Options {
  readonly uploads: number;
  readonly size: number;
  readonly apiReads: number;
  readonly apiProcess: number;
  readonly apiWait: number;
  readonly views: number;
  readonly deletions: number;
  readonly region?: string;
  readonly ms?: number;
  readonly compare?: boolean;
  readonly json?: boolean;
}

const HELP = `
Reads the settings of a deployment and the synthesized plan. Makes no AWS calls and changes nothing.

Example:
  npm run cost -- --uploads 2000/day --size 4MB --compare`;

/** `darkroom cost` */
export function addCostCommand(program: Command): void {
  program
    .command('cost')
    .description('estimate the monthly bill by service, with the current settings')
    .addOption(
      new Option('--uploads <rate>', 'number of uploads, such as 2000/day or 3/second')
        .argParser(perDay)
        .default(2000, '2000/day'),
    )
    .addOption(
      new Option('--size <size>', 'size of an original, such as 4MB')
        .argParser(byteSize)
        .default(4_000_000, '4MB'),
    )
    .option('--api-reads <rate>', 'API requests that read an image, such as 500/day', perDay, 0)
    .option(
      '--api-process <rate>',
      'uploads that a client has processed through the API, such as 100/day',
      perDay,
      0,
    )
    .option(
      '--api-wait <seconds>',
      'seconds that each of these reads waits with ?wait',
      wholeNumber(0, MAX_WAIT_SECONDS),
      0,
    )
    .option('--views <rate>', 'requests for previews at the CDN, such as 50000/day', perDay, 0)
    .option('--deletions <rate>', 'images deleted, such as 20/day; the CDN bills for each', perDay, 0)
    .option('--region <region>', 'region for the prices (default: AWS_REGION)')
    .option(
      '--ms <milliseconds>',
      'measured duration of an upload (default: an estimate from --size)',
      positiveNumber,
    )
    .option('--compare', 'compare memory sizes and preview formats')
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const { synthesizedPlan } = await import('../../cli/synthesized-plan');
  const settings = projectSettings();
  const system = plannedSystem(synthesizedPlan(settings));
  const workload = {
    uploadsPerDay: options.uploads,
    bytes: options.size,
    readsPerDay: options.apiReads,
    processesPerDay: options.apiProcess,
    waitSeconds: options.apiWait,
    viewsPerDay: options.views,
    deletionsPerDay: options.deletions,
  };
  const terms = {
    time: options.ms
      ? measuredTime(options.ms, system.processor)
      : expectedTime(workload.bytes, system.processor.previews),
    region: options.region ?? settings.AWS_REGION,
  };
  const terminal = openTerminal(options.json ?? false);
  const bill = billOf(system, workload, terms);
  const memory = options.compare ? compareMemory(system, workload, terms) : [];
  const formats = options.compare ? compareFormats(system, workload, terms) : [];
  const compared = options.compare ? comparisonLines(memory, formats) : [];
  terminal.result([...billLines(bill, system, workload), ...compared], {
    ...billValue(bill, system, workload),
    ...(options.compare && { memory, formats }),
  });
  return EXIT.ok;
}

/** A bill for programs, with everything it is based on. */
const billValue = (bill: Bill, system: PlannedSystem, workload: Workload): object => ({
  ...bill,
  currency: 'USD',
  workload,
  worstHour: {
    withoutBrake: worstHour(system, bill.region),
    ...(system.watching.maxImagesPerHour !== undefined && {
      withBrake: worstHour(system, bill.region, system.watching.maxImagesPerHour),
    }),
  },
  prices: {
    region: pricedRegion(bill.region),
    asOf: PRICES_AS_OF,
  },
  plan: system,
});

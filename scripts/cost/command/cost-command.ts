import { join } from 'node:path';
import type { Command } from 'commander';
import { settingsOf } from '../../../stacks/settings';
import { EXIT } from '../../cli/exit-codes';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import { openTerminal } from '../../cli/terminal';
import { type Bill, billOf } from '../bill';
import { compareFormats, compareMemory } from '../compare';
import { type PlannedSystem, plannedSystem } from '../planned/system';
import { pricedRegion, priceOf } from '../prices';
import { expectedTime, measuredTime } from '../processing-time';
import type { Workload } from '../workload';
import { byteSize, perDay, positive } from './amounts';
import { billLines } from './bill-words';
import { comparisonLines } from './compare-words';

interface Options {
  readonly uploads: number;
  readonly size: number;
  readonly apiReads: number;
  readonly region?: string;
  readonly ms?: number;
  readonly compare?: boolean;
  readonly json?: boolean;
}

const EXAMPLE = `
Reads the settings of a deployment and the plan made from them; asks AWS nothing, changes nothing.

Example:
  npm run cost -- --uploads 2000/day --size 4MB --compare`;

/** `darkroom cost` */
export function addCostCommand(program: Command): void {
  program
    .command('cost')
    .description('what a number of uploads costs each month, by service, with the settings as they are')
    .option('--uploads <rate>', 'how many, e.g. 2000/day or 3/second', perDay, 2000)
    .option('--size <size>', 'of an original, e.g. 4MB', byteSize, 4_000_000)
    .option('--api-reads <rate>', 'looks at an image through the API, e.g. 500/day', perDay, 0)
    .option('--region <region>', 'prices of another region than AWS_REGION')
    .option(
      '--ms <milliseconds>',
      'what an upload takes, as measured; else it is estimated by its size',
      positive,
    )
    .option('--compare', 'sizes of memory, and formats of previews, side by side')
    .addHelpText('after', EXAMPLE)
    .action((_options: unknown, command: Command) => {
      process.exitCode = run(command.optsWithGlobals<Options>());
    });
}

function run(options: Options): number {
  const settings = settingsOf(join(__dirname, '../../..'));
  const system = plannedSystem(synthesizedPlan(settings));
  const workload = { uploadsPerDay: options.uploads, bytes: options.size, readsPerDay: options.apiReads };
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
  terminal.result([...billLines(bill, system, workload), ...compared].join('\n'), {
    ...billValue(bill, system, workload),
    ...(options.compare && { memory, formats }),
  });
  return EXIT.ok;
}

/** A bill as programs read it, with everything it was made from. */
const billValue = (bill: Bill, system: PlannedSystem, workload: Workload): object => ({
  ...bill,
  currency: 'USD',
  workload,
  prices: {
    region: pricedRegion(bill.region),
    asOf: priceOf('lambdaRequest', bill.region).asOf,
  },
  plan: system,
});

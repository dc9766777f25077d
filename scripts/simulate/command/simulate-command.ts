import { type Command, InvalidArgumentError, Option } from 'commander';
import { CONCURRENT_UPLOADS } from '../../../lambda/process-image/concurrent-uploads';
import type { Plan } from '../../../plan/plan';
import { EXIT } from '../../cli/exit-codes';
import { byteSize, perDay, positiveNumber, seedNumber, wholeNumber } from '../../cli/option-values';
import { projectSettings } from '../../cli/project';
import { openTerminal } from '../../cli/terminal';
import { type PlannedSystem, plannedSystem } from '../../cost/planned-system';
import { expectedTime, measuredTime } from '../../cost/processing-time';
import { SECONDS_PER_DAY } from '../../cost/workload';
import { speedOf, tableQuotas } from '../../scale/quotas';
import { alarmOutcomes } from '../alarms';
import { plannedScenario, type Question, reservedScenario } from '../scenarios';
import { type Scenario, simulate } from '../simulate';
import { type Outcome, settingLines, simulationLines } from './simulation-text';

interface Options {
  readonly burst: number;
  /** Uploads a second. */
  readonly rate: number;
  readonly size: number;
  readonly ms?: number;
  readonly failRate: number;
  readonly seed: number;
  readonly reserved?: number;
  readonly json?: boolean;
}

const HELP = `
Simulates the planned queue, its polling by Lambda, retries and the dead-letter queue, event by event. Makes no AWS
calls. The exit code is 1 if an upload of the planned system reaches the dead-letter queue or expires in the queue.

Example:
  npm run simulate -- --burst 20000 --ms 3000 --reserved 10`;

const BACKING_OFF =
  'Lambda polls less after throttles; AWS does not document by how much, so this is not simulated';
const MAX_UPLOADS = 2_000_000;

/** `darkroom simulate` */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('simulate a burst of uploads: backlog, drain time, alarms, dead letters')
    .option('--burst <uploads>', 'number of uploads', wholeNumber(1, MAX_UPLOADS), 100_000)
    .addOption(
      new Option('--rate <rate>', 'spread the uploads over time, such as 50/second')
        .argParser(perSecond)
        .default(Infinity, 'all at once'),
    )
    .addOption(
      new Option('--size <size>', 'size of an original, from which its duration is estimated')
        .argParser(byteSize)
        .default(4_000_000, '4MB'),
    )
    .option('--ms <milliseconds>', 'measured duration of an upload', positiveNumber)
    .option('--fail-rate <share>', 'share of attempts that fail and are retried, 0 to 1', share, 0)
    .option('--seed <number>', 'seed of the random numbers', seedNumber, 1)
    .option(
      '--reserved <functions>',
      'also simulate this reserved concurrency instead of a maximum concurrency, a common mistake',
      wholeNumber(1, MAX_UPLOADS),
    )
    .addHelpText('after', HELP)
    .action(async (_options: unknown, command: Command) => {
      process.exitCode = await run(command.optsWithGlobals<Options>());
    });
}

async function run(options: Options): Promise<number> {
  const { synthesizedPlan } = await import('../../cli/synthesized-plan');
  const settings = projectSettings();
  const plan = synthesizedPlan(settings);
  const system = plannedSystem(plan);
  const question = questionOf(options, system);
  const scenario = plannedScenario(system, question);
  const planned = outcomeOf(plan, system, scenario);
  const { reserved } = options;
  const mistake =
    reserved !== undefined
      ? outcomeOf(plan, system, reservedScenario(system, question, reserved))
      : undefined;
  const lines = [
    ...settingLines(system, scenario),
    '',
    ...simulationLines('As planned', planned),
    ...(mistake
      ? [
          '',
          ...simulationLines(
            `With a reserved concurrency of ${reserved} and no maximum (${BACKING_OFF})`,
            mistake,
          ),
        ]
      : []),
  ];
  const value = { ...question, planned: shown(planned), ...(mistake && { reserved: shown(mistake) }) };
  openTerminal(options.json ?? false).result(lines, value);
  const { deadLetters, oldest } = planned.simulation;
  return deadLetters > 0 || oldest > planned.retentionSeconds ? EXIT.findings : EXIT.ok;
}

function outcomeOf(plan: Plan, system: PlannedSystem, scenario: Scenario): Outcome {
  const simulation = simulate(system, scenario, CONCURRENT_UPLOADS);
  const outcomes = alarmOutcomes(plan, system, simulation.minutes);
  const speed = simulation.processed / simulation.drainedAfter;
  const tooFast = tableQuotas(system).filter((quota) => speedOf(quota) < speed);
  return { simulation, outcomes, tooFast, retentionSeconds: system.queue.retentionSeconds };
}

/** A simulation for programs, without the duration of every invocation. */
const shown = ({ simulation, outcomes, tooFast }: Outcome): object => ({
  ...simulation,
  minutes: simulation.minutes.map(({ durations, ...minute }) => ({
    ...minute,
    invocations: durations.length,
  })),
  ...outcomes,
  tooFast,
});

const questionOf = (options: Options, { processor }: PlannedSystem): Question => ({
  uploads: options.burst,
  rate: options.rate,
  failRate: options.failRate,
  seed: options.seed,
  time: options.ms ? measuredTime(options.ms, processor) : expectedTime(options.size, processor.previews),
});

const perSecond = (text: string): number =>
  text.includes('/') ? perDay(text) / SECONDS_PER_DAY : positiveNumber(text);

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('Specify a share from 0 to 1, such as 0.02.');
}

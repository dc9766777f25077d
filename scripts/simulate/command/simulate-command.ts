import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { CONCURRENT_UPLOADS } from '../../../lambda/process-image/concurrent-uploads';
import type { Plan } from '../../../plan/plan';
import { settingsOf } from '../../../stacks/settings';
import { EXIT } from '../../cli/exit-codes';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import { openTerminal } from '../../cli/terminal';
import { byteSize, perDay, positive } from '../../cost/command/amounts';
import { type PlannedSystem, plannedSystem } from '../../cost/planned/system';
import { expectedTime, measuredTime } from '../../cost/processing-time';
import { speedOf, tableQuotas } from '../../scale/quotas';
import { alarmOutcomes } from '../alarms';
import { plannedScenario, type Question, reservedScenario } from '../scenarios';
import { type Scenario, simulate } from '../simulate';
import { type Outcome, settingLines, simulationLines } from './simulation-words';

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

const EXAMPLE = `
Runs the planned queue, its polling by Lambda, retries and dead-letter queue, event by event, in no time. Asks AWS
nothing. Ends with 1 when, as planned, anything reaches the dead-letter queue or outlives the queue.

Example:
  npm run simulate -- --burst 20000 --ms 3000 --reserved 10`;

const BACKING_OFF = 'Lambda reads less after throttles, but AWS does not say how much: left out here';
const SECONDS_PER_DAY = 86_400;
const MAX_UPLOADS = 2_000_000;

/** `darkroom simulate` */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('what a burst of uploads does to the queue: backlog, drain time, alarms, dead letters')
    .option('--burst <uploads>', 'how many uploads', uploads, 100_000)
    .option('--rate <rate>', 'spread over time, e.g. 50/second; else all at once', perSecond, Infinity)
    .option('--size <size>', 'of an original, for the time it takes', byteSize, 4_000_000)
    .option('--ms <milliseconds>', 'what an upload takes, as measured', positive)
    .option('--fail-rate <share>', 'share of attempts that fail and are tried again, 0 to 1', share, 0)
    .option('--seed <number>', 'another course of chance', wholeNumber, 1)
    .option(
      '--reserved <functions>',
      'beside it: reserved instead of maximum concurrency, a common mistake',
      uploads,
    )
    .addHelpText('after', EXAMPLE)
    .action((_options: unknown, command: Command) => {
      process.exitCode = run(command.optsWithGlobals<Options>());
    });
}

function run(options: Options): number {
  const settings = settingsOf(join(__dirname, '../../..'));
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
      ? ['', ...simulationLines(`With ${reserved} reserved, and no maximum (${BACKING_OFF})`, mistake)]
      : []),
  ];
  const value = { ...question, planned: shown(planned), ...(mistake && { reserved: shown(mistake) }) };
  openTerminal(options.json ?? false).result(lines.join('\n'), value);
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

/** For programs, without the duration of every single invocation. */
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
  text.includes('/') ? perDay(text) / SECONDS_PER_DAY : positive(text);

function uploads(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_UPLOADS) return number;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_UPLOADS}.`);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('Give a whole number.');
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError('Give a share from 0 to 1, such as 0.02.');
}

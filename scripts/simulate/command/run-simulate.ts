import { CONCURRENT_UPLOADS } from '../../../lambda/process-image/concurrent-uploads';
import type { Plan } from '../../../plan/plan';
import { EXIT } from '../../cli/exit-codes';
import { projectSettings } from '../../cli/project';
import { synthesizedPlan } from '../../cli/synthesized-plan';
import { openTerminal } from '../../cli/terminal';
import { type PlannedSystem, plannedSystem } from '../../cost/planned-system';
import { expectedTime, measuredTime } from '../../cost/processing-time';
import { speedOf, tableQuotas } from '../../scale/quotas';
import { alarmOutcomes } from '../alarm-outcomes';
import { plannedScenario, type Question, reservedScenario } from '../scenarios';
import { type Scenario, simulate } from '../simulate';
import { type Outcome, settingLines, simulationLines } from './simulation-text';

export interface SimulateOptions {
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

const BACKING_OFF =
  'Lambda polls less after throttles; AWS does not document by how much, so this is not simulated';

/** Simulates a burst of uploads on the planned system. @returns the exit code */
export async function runSimulate(options: SimulateOptions): Promise<number> {
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

const questionOf = (options: SimulateOptions, { processor }: PlannedSystem): Question => ({
  uploads: options.burst,
  rate: options.rate,
  failRate: options.failRate,
  seed: options.seed,
  time: options.ms ? measuredTime(options.ms, processor) : expectedTime(options.size, processor.previews),
});

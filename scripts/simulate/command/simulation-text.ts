import { formatNumber, timeSpan } from '../../cli/quantities';
import type { PlannedSystem } from '../../cost/planned-system';
import { type Quota, speedOf } from '../../scale/quotas';
import type { AlarmOutcome, AlarmOutcomes } from '../alarm-outcomes';
import type { Scenario, Simulation } from '../simulate';
import { backlogChart } from './backlog-chart';

export interface Outcome {
  readonly simulation: Simulation;
  readonly outcomes: AlarmOutcomes;
  /** Seconds after which SQS drops a message. */
  readonly retentionSeconds: number;
  /** Quotas of the table, which is not simulated, that the simulation exceeds. */
  readonly tooFast: readonly Quota[];
}

/** A simulation as text. */
export function simulationLines(
  title: string,
  { simulation, outcomes, tooFast, retentionSeconds }: Outcome,
): string[] {
  const { processed, deadLetters, drainedAfter, oldest, invocations, minutes } = simulation;
  return [
    title,
    '',
    ...backlogChart(minutes),
    '',
    `Drained after ${timeSpan(drainedAfter)}: ${formatNumber(processed)} processed in ${formatNumber(invocations)} invocations, ${formatNumber(processed / drainedAfter)} a second`,
    `Oldest upload: ${timeSpan(oldest)}`,
    `Dead letters: ${deadLetters === 0 ? 'none' : formatNumber(deadLetters)}`,
    ...(oldest > retentionSeconds
      ? [
          `LOST: the queue drops messages older than ${timeSpan(retentionSeconds)}, which the simulation ignores`,
        ]
      : []),
    ...tooFast.map(
      (quota) =>
        `Above the limit of the table: ${quota.name} allows ${formatNumber(speedOf(quota))} a second (docs/scale.md)`,
    ),
    ...alarmLines(outcomes),
  ];
}

/** The planned settings and the assumptions. */
export function settingLines({ processor, queue }: PlannedSystem, scenario: Scenario): string[] {
  const ms = Math.round(scenario.time.workMs + scenario.time.waitingMs);
  const failing = scenario.failRate === 0 ? 'none fail' : `${percent(scenario.failRate)} of attempts fail`;
  return [
    `${formatNumber(scenario.uploads)} uploads ${scenario.rate === Infinity ? 'at once' : `at ${formatNumber(scenario.rate)} a second`}, about ${ms} ms each, ${failing}, seed ${scenario.seed}`,
    `Planned: batches of ${processor.batchSize}, at most ${processor.maxConcurrency} at a time, ${processor.timeoutSeconds} s each; retried after ${queue.visibilitySeconds} s, a dead letter after ${queue.maxReceives} receives`,
  ];
}

function alarmLines({ alarms, notSimulated }: AlarmOutcomes): string[] {
  const fired = alarms.filter(({ firedAt }) => firedAt !== undefined);
  const silent = alarms.length - fired.length;
  return [
    fired.length === 0 ? 'Alarms: none fires' : 'Alarms that fire:',
    ...fired.map(firedLine),
    `  (${silent} do not fire, ${notSimulated.length} watch parts that are not simulated: the API, the table, deliveries)`,
  ];
}

const firedLine = ({ name, firedAt = 0, worst = 0, threshold }: AlarmOutcome): string =>
  `  ${name} after ${timeSpan(firedAt)}: up to ${formatNumber(worst)}, threshold ${formatNumber(threshold)}`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

import { evaluateAlarm } from '../../local/monitoring/evaluate-alarm';
import { statisticNamed } from '../../local/monitoring/statistic';
import type { Plan } from '../../plan/plan';
import type { AlarmDeclaration } from '../../plan/topology/alarms';
import { readTopology } from '../../plan/topology/topology';
import type { PlannedSystem } from '../cost/planned-system';
import type { Minute } from './measurements';

/** The outcome of an alarm of the plan. */
export interface AlarmOutcome {
  readonly name: string;
  /** Seconds until it fired first; absent when it did not fire. */
  readonly firedAt?: number;
  /** The highest value of a period, in the unit of the metric. Absent without measurements. */
  readonly worst?: number;
  readonly threshold: number;
}

export interface AlarmOutcomes {
  readonly alarms: readonly AlarmOutcome[];
  /** Alarms on parts that are not simulated: the API, the table, deliveries. */
  readonly notSimulated: readonly string[];
}

/** The values of a metric in one minute. */
type Series = (minute: Minute) => readonly number[];

/** The simulated metrics, by the name of the queue or function and the name of the metric. */
const simulatedMetrics = ({ queue, processor }: PlannedSystem): Readonly<Record<string, Series>> => ({
  [`${queue.name} ApproximateAgeOfOldestMessage`]: ({ age }) => [age],
  [`${queue.name} ApproximateNumberOfMessagesVisible`]: ({ waiting }) => [waiting],
  [`${queue.deadLetterName} ApproximateNumberOfMessagesVisible`]: ({ deadLetters }) => [deadLetters],
  [`${processor.name} Errors`]: ({ errors }) => [errors],
  [`${processor.name} Throttles`]: ({ throttles }) => [throttles],
  [`${processor.name} Duration`]: ({ durations }) => durations,
});

/** Evaluates the alarms of a plan on a simulation. */
export function alarmOutcomes(plan: Plan, system: PlannedSystem, minutes: readonly Minute[]): AlarmOutcomes {
  const metrics = simulatedMetrics(system);
  const alarms: AlarmOutcome[] = [];
  const notSimulated: string[] = [];
  for (const alarm of readTopology(plan).alarms) {
    const series = metrics[`${watchedBy(alarm)} ${alarm.metric.name}`];
    if (series) alarms.push(outcomeOf(alarm, series, minutes));
    else notSimulated.push(alarm.name);
  }
  return { alarms, notSimulated };
}

const watchedBy = ({ metric: { dimensions } }: AlarmDeclaration): string | undefined =>
  dimensions.QueueName ?? dimensions.FunctionName;

function outcomeOf(alarm: AlarmDeclaration, series: Series, minutes: readonly Minute[]): AlarmOutcome {
  const perPeriod = alarm.period / 60;
  const datapoints = Array.from({ length: Math.ceil(minutes.length / perPeriod) }, (_, index) =>
    datapointOf(alarm, series, minutes.slice(index * perPeriod, (index + 1) * perPeriod), index),
  );
  const fired = datapoints.findIndex((_, index) => {
    const range = datapoints.slice(Math.max(0, index - alarm.evaluationPeriods), index + 1);
    return evaluateAlarm(alarm, range)?.state === 'ALARM';
  });
  const values = datapoints.flatMap((datapoint) => datapoint?.value ?? []);
  return {
    name: alarm.name,
    threshold: alarm.threshold,
    ...(fired >= 0 && { firedAt: (fired + 1) * alarm.period }),
    ...(values.length > 0 && { worst: Math.max(...values) }),
  };
}

function datapointOf(alarm: AlarmDeclaration, series: Series, minutes: readonly Minute[], index: number) {
  const measured = minutes.map(series).filter((values) => values.length > 0);
  if (measured.length === 0) return undefined;
  const statistic = statisticNamed(alarm.statistic);
  const value = statistic(
    measured.map((values) => ({
      values,
      count: values.length,
      sum: values.reduce((sum, one) => sum + one, 0),
      minimum: values.reduce((least, one) => Math.min(least, one)),
      maximum: values.reduce((most, one) => Math.max(most, one)),
    })),
  );
  return { value, time: index * alarm.period * 1000 };
}

import { z } from 'zod';
import { type AlarmRule, evaluateAlarm } from '../../local/monitoring/evaluate-alarm';
import { statisticNamed } from '../../local/monitoring/statistic';
import type { Plan, PlannedResource } from '../../plan/plan';
import { COMPARISON_OPERATORS, missingDataTreatment } from '../../plan/topology/alarms';
import type { PlannedSystem } from '../cost/planned/system';
import type { Minute } from './measurements';

/** The outcome of an alarm of the plan. */
export interface AlarmOutcome {
  readonly name: string;
  /** Seconds until it fired first; absent when it did not fire. */
  readonly firedAt?: number;
  /** The highest value of a period, in the unit of the metric; absent without a measurement. */
  readonly worst?: number;
  readonly threshold: number;
}

export interface AlarmOutcomes {
  readonly alarms: readonly AlarmOutcome[];
  /** Alarms on parts that are not simulated: the API, the table, deliveries. */
  readonly notSimulated: readonly string[];
}

const alarmSchema = z.object({
  alarm_name: z.string(),
  metric_name: z.string(),
  statistic: z.string().optional(),
  extended_statistic: z.string().optional(),
  period: z.number(),
  evaluation_periods: z.number(),
  datapoints_to_alarm: z.number().optional(),
  comparison_operator: z.enum(COMPARISON_OPERATORS),
  threshold: z.number(),
  treat_missing_data: missingDataTreatment,
});
type Declared = z.output<typeof alarmSchema>;

/** The values of a metric in one minute. */
type Series = (minute: Minute) => readonly number[];

/** The simulated metrics, by the address of their resource and their name. */
const simulatedMetrics = ({ queue, processor }: PlannedSystem): Readonly<Record<string, Series>> => ({
  [`${queue.address} ApproximateAgeOfOldestMessage`]: ({ age }) => [age],
  [`${queue.address} ApproximateNumberOfMessagesVisible`]: ({ waiting }) => [waiting],
  [`${queue.deadLetterAddress} ApproximateNumberOfMessagesVisible`]: ({ deadLetters }) => [deadLetters],
  [`${processor.address} Errors`]: ({ errors }) => [errors],
  [`${processor.address} Throttles`]: ({ throttles }) => [throttles],
  [`${processor.address} Duration`]: ({ durations }) => durations,
});

/** Evaluates the alarms of a plan on a simulation. */
export function alarmOutcomes(plan: Plan, system: PlannedSystem, minutes: readonly Minute[]): AlarmOutcomes {
  const metrics = simulatedMetrics(system);
  const alarms: AlarmOutcome[] = [];
  const notSimulated: string[] = [];
  for (const resource of plan.resources('aws_cloudwatch_metric_alarm')) {
    const alarm = alarmSchema.parse(resource.attributes);
    const series = metrics[`${watchedBy(plan, resource)} ${alarm.metric_name}`];
    if (series) alarms.push(outcomeOf(alarm, series, minutes));
    else notSimulated.push(alarm.alarm_name);
  }
  return { alarms, notSimulated };
}

const watchedBy = (plan: Plan, alarm: PlannedResource): string | undefined =>
  plan.referenced(alarm.attributes.dimensions, alarm)[0]?.address;

function outcomeOf(alarm: Declared, series: Series, minutes: readonly Minute[]): AlarmOutcome {
  const perPeriod = alarm.period / 60;
  const datapoints = Array.from({ length: Math.ceil(minutes.length / perPeriod) }, (_, index) =>
    datapointOf(alarm, series, minutes.slice(index * perPeriod, (index + 1) * perPeriod), index),
  );
  const rule = ruleOf(alarm);
  const fired = datapoints.findIndex((_, index) => {
    const range = datapoints.slice(Math.max(0, index - rule.evaluationPeriods), index + 1);
    return evaluateAlarm(rule, range)?.state === 'ALARM';
  });
  const values = datapoints.flatMap((datapoint) => datapoint?.value ?? []);
  return {
    name: alarm.alarm_name,
    threshold: alarm.threshold,
    ...(fired >= 0 && { firedAt: (fired + 1) * alarm.period }),
    ...(values.length > 0 && { worst: Math.max(...values) }),
  };
}

function datapointOf(alarm: Declared, series: Series, minutes: readonly Minute[], index: number) {
  const measured = minutes.map(series).filter((values) => values.length > 0);
  if (measured.length === 0) return undefined;
  const statistic = statisticNamed(alarm.extended_statistic ?? alarm.statistic ?? 'Average');
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

const ruleOf = (alarm: Declared): AlarmRule => ({
  evaluationPeriods: alarm.evaluation_periods,
  datapointsToAlarm: alarm.datapoints_to_alarm ?? alarm.evaluation_periods,
  comparison: alarm.comparison_operator,
  threshold: alarm.threshold,
});

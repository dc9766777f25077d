import type { AlarmDeclaration, ComparisonOperator } from '../../plan/topology/alarms';

const SIGNS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
};

/** The condition of an alarm, e.g. `Sum of Errors > 5 for 1 of 1 periods of 300 s`. */
export function alarmCondition(alarm: AlarmDeclaration): string {
  const { statistic, metric, comparison, threshold, datapointsToAlarm, evaluationPeriods, period } = alarm;
  return `${statistic} of ${metric.name} ${SIGNS[comparison]} ${threshold} for ${datapointsToAlarm} of ${evaluationPeriods} periods of ${period} s`;
}

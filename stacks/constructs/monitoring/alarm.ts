import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import type { ResourceNames } from '../../names';
import type { Topic } from '../topic';
import type { AlarmCondition } from './alarm-conditions';
import { alarmDescription } from './alarm-description';

const PERIOD_SECONDS = 300;

export interface AlarmProps {
  /** Names of the resources of the environment. The name of the alarm is `names.alarm(subject)`. */
  readonly names: ResourceNames;
  /** The topic that the alarm is published to when it goes off and when it returns to OK. */
  readonly alerts: Topic;
}

/** Creates the alarm for a condition. The id of the construct is the subject. */
export const makeAlarm = (
  scope: Construct,
  condition: AlarmCondition,
  { names, alerts }: AlarmProps,
): CloudwatchMetricAlarm =>
  new CloudwatchMetricAlarm(scope, condition.subject, {
    alarmName: names.alarm(condition.subject),
    alarmDescription: alarmDescription(condition.meaning, condition.subject, condition.section),
    namespace: condition.metric.namespace,
    metricName: condition.metric.name,
    dimensions: { ...condition.metric.dimensions },
    ...statisticOf(condition),
    ...comparisonOf(condition),
    period: condition.period ?? PERIOD_SECONDS,
    evaluationPeriods: 1,
    // Without traffic there is no data, and nothing is wrong.
    treatMissingData: 'notBreaching',
    alarmActions: [alerts.topicArn, ...(condition.pulls ? [condition.pulls.fn.functionArn] : [])],
    // The alarm of the brake returns to OK after an hour, although processing is still stopped.
    ...(!condition.pulls && { okActions: [alerts.topicArn] }),
  });

const statisticOf = ({ statistic = 'Sum' }: AlarmCondition) =>
  statistic === 'p95' ? { extendedStatistic: statistic } : { statistic };

const comparisonOf = ({ over = { atLeast: 1 } }: AlarmCondition) =>
  'moreThan' in over
    ? { comparisonOperator: 'GreaterThanThreshold', threshold: over.moreThan }
    : { comparisonOperator: 'GreaterThanOrEqualToThreshold', threshold: over.atLeast };

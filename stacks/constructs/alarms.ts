import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { ResourceNames } from '../names';
import { type AlarmCondition, alarmConditions } from './alarm-conditions';
import type { Monitored } from './monitored';

const PERIOD_SECONDS = 300;

export interface AlarmsProps {
  /** Names of the environment's resources; alarms are named with `names.alarm(subject)`. */
  readonly names: ResourceNames;
  /** The resources to watch, and the topic that receives the alarms. */
  readonly monitored: Monitored;
  /** The account of the alarms: the alerts topic accepts no others. */
  readonly accountId: string;
}

/** Every alarm. Each publishes to the alerts topic when it goes off and when it returns to OK. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { names, monitored, accountId }: AlarmsProps) {
    super(scope, id);
    const { alerts } = monitored;
    const alarms = alarmConditions(monitored).map(
      (condition) =>
        new CloudwatchMetricAlarm(this, condition.subject, {
          alarmName: names.alarm(condition.subject),
          alarmDescription: condition.meaning,
          namespace: condition.metric.namespace,
          metricName: condition.metric.name,
          dimensions: { ...condition.metric.dimensions },
          ...statisticOf(condition),
          ...comparisonOf(condition),
          period: PERIOD_SECONDS,
          evaluationPeriods: 1,
          // Without traffic there are no measurements, and nothing is wrong.
          treatMissingData: 'notBreaching',
          alarmActions: [alerts.topicArn],
          okActions: [alerts.topicArn],
        }),
    );
    alerts.admitAlarms(
      alarms.map(({ arn }) => arn),
      accountId,
    );
  }
}

const statisticOf = ({ statistic }: AlarmCondition) =>
  statistic === 'p95' ? { extendedStatistic: statistic } : { statistic };

const comparisonOf = ({ over }: AlarmCondition) =>
  'moreThan' in over
    ? { comparisonOperator: 'GreaterThanThreshold', threshold: over.moreThan }
    : { comparisonOperator: 'GreaterThanOrEqualToThreshold', threshold: over.atLeast };

import type { Place } from '../../plan/computed-attributes';
import type { AlarmChange } from './alarms';

/**
 * The event with which CloudWatch invokes a function when an alarm changes its state.
 * Source: Amazon CloudWatch User Guide, "Invoke a Lambda function from an alarm".
 */
export const alarmEvent = (
  { alarm, from, status }: AlarmChange,
  { accountId, region }: Pick<Place, 'accountId' | 'region'>,
) => ({
  source: 'aws.cloudwatch',
  alarmArn: alarm.arn,
  accountId,
  time: alarmTime(status.since),
  region,
  alarmData: {
    alarmName: alarm.name,
    state: { value: status.state, reason: status.reason, timestamp: alarmTime(status.since) },
    previousState: { value: from },
    configuration: {
      description: alarm.description,
      metrics: [
        {
          metricStat: {
            metric: {
              namespace: alarm.metric.namespace,
              name: alarm.metric.name,
              dimensions: alarm.metric.dimensions,
            },
            period: alarm.period,
            stat: alarm.statistic,
          },
          returnData: true,
        },
      ],
    },
  },
});

/** A time in the form of CloudWatch's alarms. @param time epoch milliseconds */
export const alarmTime = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');

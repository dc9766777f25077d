import type { Place } from '../../plan/computed-attributes';
import { alarmCondition } from './alarm-condition';
import { alarmTime } from './alarm-event';
import type { AlarmChange } from './alarms';

export interface AlarmMessage {
  readonly subject: string;
  /** CloudWatch's JSON, for programs. */
  readonly default: string;
  /** The text, for people. */
  readonly email: string;
}

/** SNS takes subjects of less than 100 characters. */
const MAX_SUBJECT = 99;

/** The message that CloudWatch publishes when an alarm changes its state. */
export function alarmMessage(change: AlarmChange, { accountId, region }: Place): AlarmMessage {
  const { alarm, from, status } = change;
  const subject = `${status.state}: "${alarm.name}" in ${region}`;
  return {
    subject: subject.length > MAX_SUBJECT ? `${subject.slice(0, MAX_SUBJECT - 3)}...` : subject,
    default: JSON.stringify({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description,
      AWSAccountId: accountId,
      NewStateValue: status.state,
      NewStateReason: status.reason,
      StateChangeTime: alarmTime(status.since),
      Region: region,
      AlarmArn: alarm.arn,
      OldStateValue: from,
      OKActions: alarm.actions.OK,
      AlarmActions: alarm.actions.ALARM,
      InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
      Trigger: triggerOf(change),
    }),
    email: emailOf(change, accountId, region),
  };
}

const triggerOf = ({ alarm }: AlarmChange) => ({
  MetricName: alarm.metric.name,
  Namespace: alarm.metric.namespace,
  Statistic: alarm.statistic,
  Dimensions: Object.entries(alarm.metric.dimensions).map(([name, value]) => ({ name, value })),
  Period: alarm.period,
  EvaluationPeriods: alarm.evaluationPeriods,
  DatapointsToAlarm: alarm.datapointsToAlarm,
  ComparisonOperator: alarm.comparison,
  Threshold: alarm.threshold,
  TreatMissingData: 'notBreaching',
});

const emailOf = ({ alarm, from, status }: AlarmChange, accountId: string, region: string): string =>
  [
    `Your Amazon CloudWatch Alarm "${alarm.name}" in the ${region} region has entered the ${status.state} state, because "${status.reason}" at "${new Date(status.since).toUTCString()}".`,
    '',
    'Alarm Details:',
    `- Name:          ${alarm.name}`,
    `- Description:   ${alarm.description}`,
    `- State Change:  ${from} -> ${status.state}`,
    `- Reason:        ${status.reason}`,
    `- AWS Account:   ${accountId}`,
    `- Alarm Arn:     ${alarm.arn}`,
    '',
    'Threshold:',
    `- ${alarmCondition(alarm)}`,
    '',
    'Monitored Metric:',
    `- Namespace:     ${alarm.metric.namespace}`,
    `- Name:          ${alarm.metric.name}`,
    `- Dimensions:    ${Object.entries(alarm.metric.dimensions)
      .map(([name, value]) => `[${name} = ${value}]`)
      .join(' ')}`,
  ].join('\n');
